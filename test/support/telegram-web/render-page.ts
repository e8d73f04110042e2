import type { TelegramChannel, TelegramMessage } from '../telegram/telegram-messages.ts';
import { escapeHtml } from './escape-html.ts';
import { renderBubble } from './render-bubble.ts';
import { renderText } from './render-text.ts';
import { shortenCount } from './shorten-count.ts';

export interface PageWindow {
  /** Ids ascending. */
  messages: readonly TelegramMessage[];
  hasOlder: boolean;
  hasNewer: boolean;
}

/** A page of a channel's history at `/s/<name>`. */
export function renderPage(channel: TelegramChannel, { messages, hasOlder, hasNewer }: PageWindow): string {
  const name = channel.username;
  const older = hasOlder && messages[0] ? renderMore(name, 'before', messages[0].id) : '';
  const newest = messages.at(-1);
  const newer = hasNewer && newest ? renderMore(name, 'after', newest.id) : '';
  return `<!DOCTYPE html><html class="theme_dark"><head>
    <meta charset="utf-8"><title>${escapeHtml(channel.title)} – Telegram</title>
    <meta property="og:title" content="${escapeHtml(channel.title)}">
    <script>TBaseUrl='/';</script><style>.user-color-6 { color: red; }</style>
  </head>
  <body class="widget_frame_base tgme_webpreview emoji_image">
  <header class="tgme_header search_collapsed"><div class="tgme_container">
    <div class="tgme_header_right_column"><section class="tgme_right_column"><div class="tgme_channel_info">
      <div class="tgme_channel_info_header"><div class="tgme_channel_info_header_title_wrap">
        <div class="tgme_channel_info_header_title"><span dir="auto">${renderText(channel.title, [])}</span></div>
        <div class="tgme_channel_info_header_labels"></div></div>
        <div class="tgme_channel_info_header_username"><a href="https://t.me/${name}">@${name}</a></div></div>
      <div class="tgme_channel_info_counters"><div class="tgme_channel_info_counter"><span class="counter_value">${shortenCount(channel.subscribers)}</span> <span class="counter_type">subscribers</span></div></div>
      <div class="tgme_channel_info_description">${renderText(channel.description, [])}</div>
    </div></section></div></div></header>
<main class="tgme_main" data-url="/${name}"><div class="tgme_container">
  <section class="tgme_channel_history js-message_history">
    ${older}${bubblesOf(messages)
      .map((members) => renderBubble(channel, members))
      .join('')}${newer}
  </section></div></main>
</body></html><!-- page generated in 1.00ms -->`;
}

function renderMore(name: string, direction: 'before' | 'after', id: number): string {
  return `<div class="tgme_widget_message_centered js-messages_more_wrap"><a href="/s/${name}?${direction}=${id}" class="tme_messages_more js-messages_more" data-${direction}="${id}"></a></div>`;
}

/** Messages that follow each other in one album share a bubble. */
function bubblesOf(messages: readonly TelegramMessage[]): TelegramMessage[][] {
  const bubbles: TelegramMessage[][] = [];
  for (const message of messages) {
    const last = bubbles.at(-1);
    if (last && message.groupedId !== undefined && last[0]?.groupedId === message.groupedId) {
      last.push(message);
    } else {
      bubbles.push([message]);
    }
  }
  return bubbles;
}
