import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeChannel, makeMessages } from '../../../test/support/telegram/make-channel.ts';
import { messageShapes } from '../../../test/support/telegram/message-shapes.ts';
import { postShapes } from '../../../test/support/telegram/post-shapes.ts';
import { renderPage } from '../../../test/support/telegram-web/render-page.ts';
import { rawMessageSchema } from '../../domain/raw-message.ts';
import { parsePage } from './parse-page.ts';

const messages = makeMessages(40, 7);
const html = renderPage(makeChannel(), { messages, hasOlder: true, hasNewer: false });
const snippets = [
  '<',
  '>',
  '"',
  '</div>',
  '</section>',
  '<div>',
  '<a href="',
  '&#0;',
  '\0',
  '<!--',
  '<script>',
  '<svg>',
  '\ud800',
  '<b><i>',
];

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.integer({ min: 0, max: 400 }),
  added: fc.oneof(fc.constantFrom(...snippets), fc.string({ maxLength: 20 })),
});

function mutate(changes: readonly { at: number; removed: number; added: string }[]): string {
  return changes.reduce((page, { at, removed, added }) => {
    const start = Math.floor(at * page.length);
    return page.slice(0, start) + added + page.slice(start + removed);
  }, html);
}

test('a damaged page never throws, and gives valid messages of its channel, each id once and ascending', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      const page = parsePage(mutate(changes), { path: '/s/x', channelId: '1500000000' });
      const ids = page.messages.map(({ id }) => Number(id));
      expect(ids).toEqual([...new Set(ids)].sort((left, right) => left - right));
      for (const message of page.messages) {
        expect(rawMessageSchema.safeParse(message).error).toBeUndefined();
        expect(message.text.isWellFormed()).toBe(true);
        for (const { offset, length } of message.entities ?? []) {
          expect(offset + length).toBeLessThanOrEqual(message.text.length);
        }
      }
    }),
    { numRuns: Number(process.env.FUZZ_CASES ?? 150) },
  );
});

test('a post whose end is missing does not swallow the next, and is named', () => {
  const posts = postShapes(messageShapes.slice(0, 3));
  const whole = renderPage(makeChannel(), { messages: posts, hasOlder: false, hasNewer: false });
  const end = whole.lastIndexOf('</div>', whole.indexOf('data-post="harbour_news/3"'));
  const page = parsePage(whole.slice(0, end) + whole.slice(end + '</div>'.length), { path: '/s/x' });
  expect(page.messages.map(({ id, text }) => [id, text])).toEqual(posts.map(({ id, text }) => [String(id), text]));
  expect(page.damages).toEqual([{ file: '/s/x', offset: null, messageId: '2', problem: 'the end of a post is missing' }]);
});

test('posts without id, date or channel are counted as damages, and the rest is read', () => {
  const posts = postShapes(messageShapes.slice(0, 5));
  const whole = renderPage(makeChannel(), { messages: posts, hasOlder: false, hasNewer: false });
  const broken = whole
    .replace('data-post="harbour_news/2"', 'data-post="?"')
    .replace('datetime="2024-01-01T00:03', 'datetime="soon');
  const page = parsePage(broken, { path: '/s/x' });
  expect(page.messages.map(({ id }) => id)).toEqual(['1', '3', '5']);
  expect(page.damages.map(({ messageId }) => messageId)).toEqual([null, '4']);
  const nameless = parsePage(whole.replace(/ data-view="[^"]*"/g, ''), { path: '/s/x' });
  expect(nameless).toMatchObject({ channelId: null, messages: [] });
  expect(nameless.damages.map(({ messageId }) => messageId)).toEqual(['1', '2', '3', '4', '5']);
});

test.each([
  ['open tags', '<b>'.repeat(1_000_000)],
  ['nested bubbles', '<div class="tgme_widget_message">'.repeat(100_000)],
  ['end tags', '</b>'.repeat(1_000_000)],
  ['quotation marks', '<a "'.repeat(500_000)],
  ['digits', `<span class="tgme_widget_message_views">${'1,'.repeat(500_000)}</span>`],
])('a page of nothing but %s is done with at once', (_, page) => {
  const start = performance.now();
  parsePage(page, { path: '/s/x' });
  parsePage(html.replace('</section>', `${page}</section>`), { path: '/s/x' });
  expect(performance.now() - start).toBeLessThan(5_000);
});
