import { expect, test } from 'vitest';
import { collectLinks } from './collect-links.ts';

test.each<[string, string, { kind: string; offset: number; length: number; url?: string }[], string[]]>([
  ['nothing', 'no links here', [], []],
  ['a bare domain that is marked', 'see example.org', [{ kind: 'url', offset: 4, length: 11 }], ['https://example.org']],
  ['a marked address with a port', 'example.org:26', [{ kind: 'url', offset: 0, length: 14 }], ['https://example.org:26']],
  ['an address that nobody marked', 'see https://example.org/a.', [], ['https://example.org/a']],
  [
    'brackets of the sentence and of the address',
    '(https://example.org/a_(b)) (https://example.org/c)',
    [],
    ['https://example.org/a_(b))', 'https://example.org/c'],
  ],
  ['no scheme alone', 'it begins with https:// and http://', [], []],
  [
    'mail and Telegram addresses are no web addresses',
    'x',
    [{ kind: 'text_link', offset: 0, length: 1, url: 'tg://user?id=1' }],
    [],
  ],
  [
    'marked, unmarked and hidden ones in the order of the text',
    'a https://b.org c https://d.org',
    [
      { kind: 'url', offset: 18, length: 13 },
      { kind: 'text_link', offset: 0, length: 1, url: 'https://a.org' },
    ].sort((left, right) => left.offset - right.offset),
    ['https://a.org', 'https://b.org', 'https://d.org'],
  ],
  ['repeats once', 'https://a.org https://a.org', [], ['https://a.org']],
  [
    'an address inside of a marked one is not counted again',
    'https://a.org/?u=https://b.org',
    [{ kind: 'url', offset: 0, length: 30 }],
    ['https://a.org/?u=https://b.org'],
  ],
])('%s', (_name, text, entities, expected) => {
  expect(collectLinks(text, entities)).toEqual(expected);
});

test('a million brackets behind an address take no time', () => {
  const started = performance.now();
  collectLinks(`https://example.org/${')'.repeat(1_000_000)}x`, []);
  collectLinks('https://'.repeat(200_000), []);
  expect(performance.now() - started).toBeLessThan(2_000);
});
