import { expect, test } from 'vitest';
import { cutFooter, findFooters, readTextEnd } from './find-footers.ts';

const places = ['the lake', 'the mill', 'the old bridge', 'the forest', 'the village', 'the station'];

/** The texts as a reader would see them. */
function withoutFooters(texts: string[]): string[] {
  const ends = texts.map(readTextEnd);
  const footers = findFooters(ends);
  return texts.map((text, index) => text.slice(0, cutFooter(text, ends[index] ?? readTextEnd(''), footers).end));
}

test('lines that many posts end with are cut, however they are decorated', () => {
  const decorations = ['👉 ', '', '— ', '**', '🔥🔥 ', ''];
  const texts = places.map((place, index) => `Ride to ${place}\n\n${decorations[index]}Subscribe: @club_example\nChat | Rules`);
  expect(withoutFooters(texts).map((text) => text.trim())).toEqual(places.map((place) => `Ride to ${place}`));
});

test('a line that four posts share is content', () => {
  const texts = places.slice(0, 4).map((place) => `Ride to ${place}\nBring water`);
  expect(withoutFooters(texts)).toEqual(texts);
});

test('one text told many times does not make its last line a footer', () => {
  const texts = places.map(() => 'The workshop is open on Saturdays\nBring your own tools');
  expect(withoutFooters(texts)).toEqual(texts);
});

test('a hashtag that some posts end with is their rubric, and stays', () => {
  const others = Array.from({ length: 10 }, (_, index) => `Another post, number ${index}\nwith an end of its own: ${index}`);
  const texts = [...places.map((place) => `Ride to ${place}\n#ride`), ...others];
  expect(withoutFooters(texts)).toEqual(texts);
});

test('a text that is boilerplate as a whole stays', () => {
  const texts = [
    ...places.map((place) => `Ride to ${place}\nSubscribe: @club_example\nChat`),
    'Subscribe: @club_example\nChat',
  ];
  expect(withoutFooters(texts).at(-1)).toBe('Subscribe: @club_example\nChat');
});

test('a line of a hundred joined hashtags is read at once', () => {
  const text = `x\n${'#a'.repeat(110)} b`;
  const startedAt = performance.now();
  findFooters([readTextEnd(text)]);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
