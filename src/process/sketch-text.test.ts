import { expect, test } from 'vitest';
import { sketchText } from './sketch-text.ts';

const words =
  `We meet on Sunday at the old mill, ride along the river to the lake, have lunch there, and come back by the forest road
  before it gets dark; bring water, a map, a spare tube, warm clothes and a small lock for the station`.replace(/\s+/g, ' ');

/** How many keys of nearness two texts share. */
function shared(left: string, right: string): number {
  const keys = new Set(sketchText(left).keys);
  return sketchText(right).keys.filter((key) => keys.has(key)).length;
}

test('case, punctuation, emoji and space make no other text', () => {
  const shouted = `🔥🔥 ${words.toUpperCase().replaceAll(',', ' –\n')} !!!`;
  expect(sketchText(shouted).contentHash).toBe(sketchText(words).contentHash);
});

test('other links make another text; a closing mark or slash does not', () => {
  const [one, same, other] = ['https://a.example/1', 'https://www.a.example/1/).', 'https://a.example/2'].map(
    (link) => sketchText(`Look here: ${link}`).contentHash,
  );
  expect(same).toBe(one);
  expect(other).not.toBe(one);
});

test('a copy with a word added is near, a text about the same is not', () => {
  expect(shared(words, `${words} again`)).toBeGreaterThan(0);
  expect(
    shared(
      words,
      'On Sunday we ride from the mill to the lake and come back through the forest, so bring a lock and some water',
    ),
  ).toBe(0);
});

test.each(['ok', 'Спасибо!', 'Всем привет', '+1', '🔥', 'thanks a lot'])('"%s" is nobody\'s copy', (text) => {
  expect(sketchText(text)).toEqual({ contentHash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), keys: [] });
});
