import type { MessageEntity } from '../../domain/raw-message.ts';
import { type HtmlElement, type HtmlNode, hasClass } from '../telegram/html-node.ts';
import { isSameAddress } from '../telegram/is-same-address.ts';
import { wellFormed } from '../telegram/well-formed.ts';
import { postAddress } from './post-address.ts';

const kindOfTag: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
};

type Marking = Pick<MessageEntity, 'kind' | 'url'> & { language?: string; custom_emoji_id?: string };

/**
 * Text and entities of a text of a preview page. Its line breaks are `<br>`; raw ones only format the page, except within `<pre>`.
 *
 * Other markup than that of a Desktop export for the same things: emoji are an `<i>` with a `<b>` for those who cannot see pictures, and
 * the last line may end with an invisible box that keeps the room of the footer.
 */
export function readWebText(element: HtmlElement): { text: string; entities: MessageEntity[] } {
  let text = '';
  const entities: MessageEntity[] = [];
  visit(element.children, false);
  return { text, entities: entities.sort((left, right) => left.offset - right.offset || right.length - left.length) };

  function visit(children: readonly HtmlNode[], isPre: boolean): void {
    for (const child of children) {
      if (typeof child === 'string') {
        text += wellFormed(isPre ? child : child.replace(/[\r\n]+/g, ''));
      } else if (child.name === 'br') {
        text += '\n';
      } else if (isEmoji(child)) {
        text += wellFormed(plainText(child).trim());
      } else if (!isInvisible(child)) {
        mark(child, isPre);
      }
    }
  }

  function mark(child: HtmlElement, isPre: boolean): void {
    const offset = text.length;
    visit(child.children, isPre || child.name === 'pre');
    const length = text.length - offset;
    const marking = length > 0 && !(isPre && child.name === 'code') ? markingOf(child, text.slice(offset)) : null;
    if (marking) {
      entities.push({ ...marking, offset, length });
    }
  }
}

function isEmoji(element: HtmlElement): boolean {
  return element.name === 'i' && hasClass(element, 'emoji');
}

function isInvisible({ attributes }: HtmlElement): boolean {
  return /visibility:\s*hidden|display:\s*none/.test(attributes.style ?? '');
}

/** The characters of a text as they stand there. */
function plainText({ children }: HtmlElement): string {
  return children.map((child) => (typeof child === 'string' ? child : plainText(child))).join('');
}

function markingOf(element: HtmlElement, text: string): Marking | null {
  const { name, attributes } = element;
  if (name === 'a') {
    return linkMarking(attributes, text);
  }
  if (name === 'tg-emoji') {
    const id = attributes['emoji-id'] ?? '';
    return { kind: 'custom_emoji', ...(/^\d{1,20}$/.test(id) ? { custom_emoji_id: id } : {}) };
  }
  if (hasClass(element, 'tg-spoiler')) {
    return { kind: 'spoiler' };
  }
  const kind = kindOfTag[name];
  return kind === undefined ? null : { kind, ...(kind === 'pre' ? languageOf(element) : {}) };
}

/** The language of a `<pre>` is the class of the `<code>` in it. */
function languageOf(pre: HtmlElement): { language?: string } {
  const inner = pre.children.find((child): child is HtmlElement => typeof child !== 'string');
  const language = /(?:^|\s)language-(\S{1,64})/.exec(inner?.attributes.class ?? pre.attributes.class ?? '')?.[1];
  return language === undefined ? {} : { language: wellFormed(language) };
}

function linkMarking({ href = '', onclick }: HtmlElement['attributes'], text: string): Marking | null {
  // Links that ask before they open have their ampersands escaped twice.
  const address = wellFormed(onclick === undefined ? href.trim() : href.trim().replaceAll('&amp;', '&'));
  if (address.startsWith('?q=')) {
    return { kind: text.startsWith('$') ? 'cashtag' : 'hashtag' };
  }
  if (address === '' || address.startsWith('#')) {
    return null;
  }
  if (address.startsWith('mailto:')) {
    return { kind: 'email' };
  }
  if (address.startsWith('tel:')) {
    return { kind: 'phone_number' };
  }
  if (/^@\w+$/.test(text) && postAddress(address) !== null) {
    return { kind: 'mention' };
  }
  return isSameAddress(address, text) ? { kind: 'url' } : { kind: 'text_link', url: address };
}
