import type { MessageEntity } from '../../../domain/raw-message.ts';
import { type HtmlElement, type HtmlNode, hasClass } from '../../telegram/html-node.ts';
import { isSameAddress } from '../../telegram/is-same-address.ts';
import { wellFormed } from '../../telegram/well-formed.ts';

const kindOfTag: Record<string, string> = {
  strong: 'bold',
  b: 'bold',
  em: 'italic',
  i: 'italic',
  u: 'underline',
  s: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

/** Functions that Desktop's page calls for a click on a word of the text. */
const kindOfClick: readonly (readonly [string, string])[] = [
  ['ShowHashtag', 'hashtag'],
  ['ShowCashtag', 'cashtag'],
  ['ShowBotCommand', 'bot_command'],
  ['ShowMentionName', 'text_mention'],
  ['ShowNotLoadedEmoji', 'custom_emoji'],
  ['ShowNotAvailableEmoji', 'custom_emoji'],
  ['ShowSpoiler', 'spoiler'],
];

/**
 * Text and entities of a `text` element. Desktop puts the text on lines of its own and indents the closing tag: that padding
 * is no part of the text, and neither are other raw line breaks; those of the text are `<br>`.
 */
export function readHtmlText(element: HtmlElement): { text: string; entities: MessageEntity[] } {
  let text = '';
  const entities: MessageEntity[] = [];
  visit(withoutPadding(element.children));
  return { text, entities: entities.sort((left, right) => left.offset - right.offset || right.length - left.length) };

  function visit(children: readonly HtmlNode[]): void {
    for (const child of children) {
      if (typeof child === 'string') {
        text += wellFormed(child.replace(/[\r\n]+/g, ''));
      } else if (child.name === 'br') {
        text += '\n';
      } else {
        const offset = text.length;
        visit(child.children);
        const length = text.length - offset;
        const entity = length > 0 ? entityOf(child, text.slice(offset)) : null;
        if (entity) {
          entities.push({ ...entity, offset, length });
        }
      }
    }
  }
}

/** Cuts the spaces behind the last line break, when nothing else stands there; line breaks are left to the caller. */
function withoutPadding(children: readonly HtmlNode[]): readonly HtmlNode[] {
  const last = children.at(-1);
  if (typeof last !== 'string') {
    return children;
  }
  let end = last.length;
  while (end > 0 && (last[end - 1] === ' ' || last[end - 1] === '\t')) {
    end -= 1;
  }
  const isPadding = end > 0 && (last[end - 1] === '\n' || last[end - 1] === '\r');
  return isPadding ? [...children.slice(0, -1), last.slice(0, end)] : children;
}

function entityOf(element: HtmlElement, text: string): Pick<MessageEntity, 'kind' | 'url'> | null {
  if (element.name === 'a') {
    return linkEntity(element, text);
  }
  if (element.name === 'span' && hasClass(element, 'spoiler')) {
    return { kind: 'spoiler' };
  }
  const kind = kindOfTag[element.name];
  return kind === undefined ? null : { kind };
}

function linkEntity({ attributes }: HtmlElement, text: string): Pick<MessageEntity, 'kind' | 'url'> | null {
  const { href = '', onclick = '' } = attributes;
  const click = kindOfClick.find(([name]) => onclick.includes(name));
  if (click) {
    return { kind: click[1] };
  }
  const address = wellFormed(href.trim());
  if (address === '' || address.startsWith('#')) {
    return null;
  }
  if (address.startsWith('mailto:')) {
    return { kind: 'email' };
  }
  if (address.startsWith('tel:')) {
    return { kind: 'phone_number' };
  }
  if (text.startsWith('@') && /^https?:\/\/t\.me\//.test(address)) {
    return { kind: 'mention' };
  }
  if (isSameAddress(address, text)) {
    return { kind: 'url' };
  }
  // The picture of a custom emoji, as a file of the export: `stickers/AnimatedSticker.tgs`.
  return /\.(?:tgs|webp|webm)$/.test(address) && !address.includes(':')
    ? { kind: 'custom_emoji' }
    : { kind: 'text_link', url: address };
}
