import type { TelegramEntity } from '../telegram/telegram-messages.ts';
import { escapeHtml } from './escape-html.ts';

/** Node knows sets of strings in patterns; the compiler's level of the language does not, and reads flags that are literals. */
const flags = ['g', 'v'].join('');
/** One emoji as a reader sees it. */
const emoji = new RegExp('\\p{RGI_Emoji}', flags);

/** Text with entities in the markup of preview pages. */
export function renderText(text: string, entities: readonly TelegramEntity[]): string {
  return renderRange(text, 0, text.length, [...entities], { isPre: false });
}

interface Surroundings {
  isPre: boolean;
}

function renderRange(text: string, start: number, end: number, entities: TelegramEntity[], within: Surroundings): string {
  let html = '';
  let at = start;
  while (entities.length > 0 && (entities[0]?.offset ?? end) < end) {
    const entity = entities.shift() as TelegramEntity;
    const entityEnd = entity.offset + entity.length;
    html += renderPlain(text.slice(at, entity.offset), within);
    const inner = renderRange(text, entity.offset, entityEnd, entities, { isPre: within.isPre || entity.kind === 'pre' });
    html += wrap(entity, inner, text.slice(entity.offset, entityEnd));
    at = entityEnd;
  }
  return html + renderPlain(text.slice(at, end), within);
}

function renderPlain(text: string, { isPre }: Surroundings): string {
  const escaped = escapeHtml(text).replaceAll('\n', '<br/>');
  return isPre ? escaped : escaped.replace(emoji, renderEmoji);
}

export function renderEmoji(character: string): string {
  const file = Buffer.from(character).toString('hex').toUpperCase();
  return `<i class="emoji" style="background-image:url('//telegram.org/img/emoji/40/${file}.png')"><b>${character}</b></i>`;
}

const tags: Record<string, string> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  spoiler: 'tg-spoiler',
  code: 'code',
  blockquote: 'blockquote',
};

function wrap(entity: TelegramEntity, inner: string, text: string): string {
  const { kind, url = '', language, customEmojiId } = entity;
  const tag = tags[kind];
  if (tag !== undefined) {
    return `<${tag}>${inner}</${tag}>`;
  }
  switch (kind) {
    case 'pre':
      return language === undefined ? `<pre>${inner}</pre>` : `<pre><code class="language-${language}">${inner}</code></pre>`;
    case 'custom_emoji':
      return `<tg-emoji emoji-id="${customEmojiId}">${inner}</tg-emoji>`;
    case 'text_link':
      return `<a href="${escapeHtml(escapeAmpersands(url))}" target="_blank" rel="noopener" onclick="return confirm('Open this link?\\n\\n'+this.href);">${inner}</a>`;
    case 'url':
      return `<a href="${escapeHtml(/^https?:/.test(text) ? text : `http://${text}`)}" target="_blank" rel="noopener">${inner}</a>`;
    case 'mention':
      return `<a href="https://t.me/${text.slice(1)}" target="_blank">${inner}</a>`;
    case 'hashtag':
    case 'cashtag':
      return `<a href="?q=${encodeURIComponent(text)}">${inner}</a>`;
    case 'email':
      return `<a href="mailto:${text}">${inner}</a>`;
    case 'phone_number':
      return `<a href="tel:${text}">${inner}</a>`;
    default:
      throw new Error(`No markup for ${kind}`);
  }
}

/** Pages escape addresses of links that ask before they open once more than needed. */
function escapeAmpersands(url: string): string {
  return url.replaceAll('&', '&amp;');
}
