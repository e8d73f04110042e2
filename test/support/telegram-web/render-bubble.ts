import type { TelegramChannel, TelegramMessage, TelegramReaction } from '../telegram/telegram-messages.ts';
import { escapeHtml } from './escape-html.ts';
import { renderAction } from './render-action.ts';
import { renderMedia, renderUnsupported } from './render-media.ts';
import { renderEmoji, renderText } from './render-text.ts';
import { shortenCount } from './shorten-count.ts';

/** Keeps room for the footer at the end of the last line. */
const room = '<span style="display: inline-block; visibility: hidden; width: 97px; height: 1rem;"></span>';

/**
 * One bubble of a preview page: a message, or an album with all its members that are on the page. After the markup of a recorded page,
 * and for what is not on it after descriptions of such pages by others.
 */
export function renderBubble(channel: TelegramChannel, members: readonly TelegramMessage[]): string {
  const message = members[0] as TelegramMessage;
  const address = `https://t.me/${channel.username}/${message.id}`;
  const view = Buffer.from(
    JSON.stringify({ c: -Number(channel.id), p: message.id, t: message.date, h: '0123456789abcdef' }),
  ).toString('base64url');
  const kind = message.action ? ' service_message' : ' text_not_supported_wrap';
  return `<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message${kind} js-widget_message" data-post="${channel.username}/${message.id}" data-view="${view}">
  <div class="tgme_widget_message_user"><a href="https://t.me/${channel.username}"><i class="tgme_widget_message_user_photo bgcolor6" data-content="C"></i></a></div>
  <div class="tgme_widget_message_bubble">
    <i class="tgme_widget_message_bubble_tail"><svg class="bubble_icon"><g><path d="M8,1"></path></g></svg></i>
    ${message.action ? renderService(channel, message.action) : renderContent(channel, members, address)}
    ${renderFooter(message, address)}
  </div>
</div></div>`;
}

function renderService(channel: TelegramChannel, action: NonNullable<TelegramMessage['action']>): string {
  return `<div class="tgme_widget_message_text js-message_text" dir="auto">${escapeHtml(renderAction(action, channel.title))}</div>`;
}

function renderContent(channel: TelegramChannel, members: readonly TelegramMessage[], address: string): string {
  const message = members.find(({ text }) => text !== '') ?? (members[0] as TelegramMessage);
  const words = message.text === '' ? '' : renderWords(message);
  const media = renderAllMedia(channel, members, address);
  return [
    `<div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.me/${channel.username}"><span dir="auto">${escapeHtml(channel.title)}</span></a>${renderViaBot(message)}</div>`,
    renderForward(message),
    renderReply(channel, message),
    media,
    words,
    renderPreview(message),
    // Hidden by the style sheet of the page in nearly all bubbles.
    `<div class="media_not_supported_cont">${renderUnsupported(address)}</div>`,
    renderReactions(message.reactions ?? []),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function renderWords({ text, entities, reactions }: TelegramMessage): string {
  return `<div class="tgme_widget_message_text js-message_text" dir="auto">${renderText(text, entities)}${reactions ? '' : room}</div>`;
}

function renderAllMedia(channel: TelegramChannel, members: readonly TelegramMessage[], address: string): string {
  const [first] = members;
  if (members.length === 1) {
    return first?.media ? renderMedia(first.media, address) : '';
  }
  const all = members.map(({ id, media }) =>
    media ? renderMedia(media, `https://t.me/${channel.username}/${id}?single`, true) : '',
  );
  return `<div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap"><div class="tgme_widget_message_grouped js-message_grouped"><div class="tgme_widget_message_grouped_layer js-message_grouped_layer">${all.join('')}</div></div></div>`;
}

function renderViaBot({ viaBot }: TelegramMessage): string {
  return viaBot === undefined
    ? ''
    : `&nbsp;via&nbsp;<a class="tgme_widget_message_via_bot" href="https://t.me/${viaBot.slice(1)}">${viaBot}</a>`;
}

function renderForward({ forward }: TelegramMessage): string {
  if (!forward) {
    return '';
  }
  const name = escapeHtml(forward.from === 'channel' ? forward.title : forward.name);
  const isLinked = forward.from === 'channel' && forward.username !== undefined;
  const origin = isLinked
    ? `<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/${forward.username}/${forward.messageId}"><span dir="auto">${name}</span></a>`
    : `<span class="tgme_widget_message_forwarded_from_name" dir="auto">${name}</span>`;
  const signature =
    forward.from === 'channel' && forward.signature !== undefined
      ? `&nbsp;<span class="tgme_widget_message_forwarded_from_author" dir="auto">(${escapeHtml(forward.signature)})</span>`
      : '';
  return `<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;${origin}${signature}</div>`;
}

function renderReply(channel: TelegramChannel, { replyTo }: TelegramMessage): string {
  if (!replyTo) {
    return '';
  }
  const { username, title } = replyTo.channel ?? channel;
  return `<a class="tgme_widget_message_reply user-color-6" href="https://t.me/${username}/${replyTo.messageId}"><div class="tgme_widget_message_author accent_color"><span class="tgme_widget_message_author_name" dir="auto">${escapeHtml(title)}</span></div><div class="tgme_widget_message_text js-message_reply_text" dir="auto">What was answered</div></a>`;
}

function renderPreview({ preview }: TelegramMessage): string {
  return preview === undefined
    ? ''
    : `<a class="tgme_widget_message_link_preview" href="${escapeHtml(preview.url)}"><i class="link_preview_right_image" style="background-image:url('https://cdn4.example/file/l.jpg')"></i><div class="link_preview_site_name accent_color" dir="auto">${escapeHtml(preview.siteName)}</div><div class="link_preview_title" dir="auto">${escapeHtml(preview.title)}</div><div class="link_preview_description" dir="auto">${escapeHtml(preview.description)}</div></a>`;
}

function renderReactions(reactions: readonly TelegramReaction[]): string {
  return reactions.length === 0
    ? ''
    : `<div class="tgme_widget_message_reactions js-message_reactions before_footer">${reactions.map(renderReaction).join('')}${room}</div>`;
}

function renderReaction(reaction: TelegramReaction): string {
  const count = shortenCount(reaction.count);
  switch (reaction.kind) {
    case 'paid':
      return `<span class="tgme_reaction tgme_reaction_paid"><i class="icon icon-telegram-stars"></i>${count}</span>`;
    case 'custom_emoji':
      return `<span class="tgme_reaction"><tg-emoji emoji-id="${reaction.customEmojiId}"></tg-emoji>${count}</span>`;
    case 'emoji':
      return `<span class="tgme_reaction">${renderEmoji(reaction.emoji)}${count}</span>`;
  }
}

function renderFooter(message: TelegramMessage, address: string): string {
  const { views, signature, editedAt, media, buttons = [], date, action } = message;
  const voters =
    media?.kind === 'poll'
      ? `<span class="tgme_widget_message_voters">${shortenCount(media.voters)}</span><span class="copyonly"> voters</span>`
      : '';
  const seen =
    views === undefined || action
      ? ''
      : `<span class="tgme_widget_message_views">${shortenCount(views)}</span><span class="copyonly"> views</span>`;
  const signed =
    signature === undefined
      ? ''
      : `<span class="tgme_widget_message_from_author" dir="auto">${escapeHtml(signature)}</span>,&nbsp;`;
  const at = new Date(date * 1_000).toISOString().replace('.000Z', '+00:00');
  const row = buttons.map(
    ({ text, url }) =>
      `<a class="tgme_widget_message_inline_button url_button" href="${escapeHtml(url)}"><span class="tgme_widget_message_inline_button_text" dir="auto">${escapeHtml(text)}</span></a>`,
  );
  const keyboard =
    row.length === 0
      ? ''
      : `<div class="tgme_widget_message_inline_keyboard"><div class="tgme_widget_message_inline_row">${row.join('')}</div></div>`;
  return `<div class="tgme_widget_message_footer compact js-message_footer">
  <div class="tgme_widget_message_info short js-message_info">
    ${voters}${seen}<span class="tgme_widget_message_meta">${signed}${editedAt === undefined ? '' : 'edited&nbsp; '}<a class="tgme_widget_message_date" href="${address}"><time datetime="${at}" class="time">${at.slice(11, 16)}</time></a></span>
  </div>
</div>${keyboard}`;
}
