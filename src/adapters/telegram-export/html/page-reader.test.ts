import { describe, expect, test } from 'vitest';
import { type HtmlElement, textOf } from '../../telegram/html-node.ts';
import { PageReader } from './page-reader.ts';

const post = (id: number, inner: string) =>
  `<div class="message default" id="message${id}"><div class="text">${inner}</div></div>\n`;

function read(html: string, pieceLength = html.length) {
  const messages: { id: string; text: string; offset: number }[] = [];
  const damages: string[] = [];
  const reader = new PageReader({
    onMessage: (element: HtmlElement, offset) =>
      messages.push({ id: element.attributes.id ?? '', text: textOf(element), offset }),
    onDamage: (_offset, problem) => damages.push(problem),
  });
  for (let at = 0; at < html.length; at += pieceLength) {
    reader.write(html.slice(at, at + pieceLength));
  }
  reader.end();
  return { messages, damages };
}

test('messages come with their place, however the page is cut into pieces', () => {
  const html = `<html><body>${[1, 2, 3].map((id) => post(id, `a &amp; <b>b</b> ${id}`)).join('')}</body></html>`;
  const whole = read(html);
  expect(whole.messages.map(({ text }) => text)).toEqual(['a & b 1', 'a & b 2', 'a & b 3']);
  expect(whole.messages.map(({ offset }) => html.slice(offset, offset + 12))).toEqual(Array(3).fill('<div class="'));
  for (const pieceLength of [1, 7, 64]) {
    expect(read(html, pieceLength)).toEqual(whole);
  }
});

test('messages without closing tags end where the next begins, in pages of any length', () => {
  const count = 20_000;
  const html = Array.from({ length: count }, (_, index) => post(index + 1, `x${index}`).replaceAll('</div>', '')).join('');
  const { messages } = read(html);
  expect(messages).toHaveLength(count);
  expect(messages.at(-1)).toMatchObject({ id: `message${count}`, text: `x${count - 1}` });
  expect(html.indexOf(`id="message${count}"`) - (messages.at(-1)?.offset ?? 0)).toBe('<div class="message default" '.length);
});

describe('hostile pages are read in linear time', () => {
  test.each([
    ['elements that never end', '<b>'],
    ['ends without a beginning', '<b></i>'],
    ['pictures', '<svg><math>'],
    ['forms', '<form>'],
    ['attributes', '<a b=c d="'],
    ['brackets', '<'],
    ['entities', '&amp'],
    ['comments', '<!--'],
  ])('%s', { timeout: 30_000 }, (_name, piece) => {
    const html = `${post(1, 'one')}${piece.repeat((1 << 20) / piece.length)}"'>-->${post(2, 'two')}`;
    const started = performance.now();
    expect(read(html, 1 << 18).messages[0]?.text).toBe('one');
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

test('a message of more than 16 million characters is given up, and the next one arrives', () => {
  const { messages, damages } = read(post(1, 'x'.repeat(17 << 20)) + post(2, 'two'), 1 << 20);
  expect(messages.map(({ id }) => id)).toEqual(['message2']);
  expect(damages).toEqual(['a message is larger than 16 million characters']);
});
