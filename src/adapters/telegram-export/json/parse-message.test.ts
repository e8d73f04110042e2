import { expect, test } from 'vitest';
import { parseMessage } from './parse-message.ts';

const parse = (text: string | Buffer) => parseMessage(Buffer.from(text));

test.each<[string, string, unknown]>([
  ['control characters as Desktop writes them', '{"text":"a\\x0Bb\\x1Fc"}', { text: 'a\u000bb\u001fc' }],
  ['a backslash in front of x', '{"text":"C:\\\\x0B \\x0B"}', { text: 'C:\\x0B \u000b' }],
  ['NUL as Desktop writes it', '{"text":"a\\x00b"}', { text: 'a\ufffdb' }],
  ['NUL', '{"a":["\\u0000"]}', { a: ['\ufffd'] }],
  ['lone surrogates, also in keys', '{"a\\ud800":{"b":"\\uDC00 \\ud83c\\udf31"}}', { 'a\ufffd': { b: '\ufffd 🌱' } }],
  ['no JSON', '{"a":}', undefined],
  ['no JSON in spite of a repair', '{"a":"\\x0B"', undefined],
])('%s', (_name, text, expected) => {
  expect(parse(text)).toEqual(expected);
});

test('bytes that are no UTF-8 become U+FFFD', () => {
  expect(parseMessage(Buffer.from([0x22, 0x61, 0xff, 0xc3, 0x22]))).toBe('a\ufffd\ufffd');
});
