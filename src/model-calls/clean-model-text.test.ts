import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanModelText } from './clean-model-text.ts';

const clean = (text: string, source = '', longest = 200) => cleanModelText(text, { longest, source });

test.each([
  ['Line\none\r\n\ttwo', 'Line one two'],
  ['  spaces   everywhere ', 'spaces everywhere'],
  ['zero\u200bwidth\ufeff and \u202egnihtemos\u202c', 'zerowidth and gnihtemos'],
  ['tags \u{e0041}\u{e0042}hidden', 'tags hidden'],
  ['bell \u0007 and \u009f', 'bell and'],
  ['a picture ![x](https://evil.example/p?d=1) here', 'a picture here'],
  ['a [link](https://evil.example) here', 'a link here'],
  ['<b>bold</b> <img src=x onerror=alert(1)> text', 'bold text'],
  ['<scr<b>ipt>alert</scr</b>ipt>', 'alert'],
  ['unclosed <img src=x', 'unclosed img src=x'],
  ['see https://evil.example/a?b for more', 'see for more'],
  ['see evil.example/path or www.evil.test', 'see or'],
  ['javascript:alert(1) is bad', 'is bad'],
  ['ht\u200btps://evil.example', ''],
  ['half \ud83d a pair', 'half � a pair'],
])('%j becomes %j', (text, expected) => {
  expect(clean(text)).toBe(expected);
});

test.each([
  'a < b and c > d',
  'Node.js 20 и TypeScript',
  'نیم\u200cفاصله',
  '👩\u200d🚒 пожарная',
  'v1.2.3 (2024), 50 %',
  'C++ & C#',
])('%j stays as it is', (text) => {
  expect(clean(text)).toBe(text);
});

test('an address stays that stands in the source', () => {
  const source = 'Форма: https://example.org/form, почта на Example.com';
  expect(clean('Запись на https://example.org/form.', source)).toBe('Запись на https://example.org/form.');
  expect(clean('Запись на https://example.or', source)).toBe('Запись на');
  expect(clean('Почта example.com, не evil.com', source)).toBe('Почта example.com, не');
});

test('a long text is cut behind a word and marked', () => {
  expect(clean('one two three four', '', 12)).toBe('one two…');
  expect(clean('x'.repeat(50), '', 12)).toBe(`${'x'.repeat(11)}…`);
  expect(clean('👍'.repeat(50), '', 12).isWellFormed()).toBe(true);
});

test('whatever comes in, one clean line comes out', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('![', '](', ')', '<', '>', '<b', 'https://', 'a.com', '\u200b', '\u202e', ' ', '\n', 'word', '…', ','),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = clean(pieces.join(''), '', 60);
      expect(text.length).toBeLessThanOrEqual(60);
      expect(text).not.toMatch(/[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069]|!\[[^\]]*\]\(|<[a-z/!?][^<>]*>|https?:\/\/\S/iu);
      expect(text.isWellFormed()).toBe(true);
      expect(text).toBe(text.trim());
    }),
  );
});

test.each(['<', '![', '[', '](', 'a.', 'www.', '<a', 'http:', '\u200b', ' '])('a megabyte of %j takes a moment', (piece) => {
  const startedAt = performance.now();
  clean(piece.repeat(1_000_000 / piece.length));
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
