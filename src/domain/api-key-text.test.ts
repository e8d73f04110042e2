import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatApiKey, parseApiKey } from './api-key-text.ts';

const digits = (length: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length }).map((all) => all.join(''));
const whole = `tgp_${'a'.repeat(16)}_${'b'.repeat(64)}`;

test('what was written as a key is read as the same parts', () => {
  fc.assert(
    fc.property(digits(16), digits(64), (keyId, secret) => {
      expect(parseApiKey(formatApiKey({ keyId, secret }))).toEqual({ keyId, secret });
    }),
  );
});

test('no text but one of the right form is a key', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseApiKey(text)).toBeNull();
    }),
  );
});

test.each([
  ['a line break behind it', `${whole}\n`],
  ['a space before it', ` ${whole}`],
  ['capital letters', whole.toUpperCase()],
  ['a digit too few', whole.slice(0, -1)],
  ['a digit too many', `${whole}0`],
  ['no secret', whole.slice(0, 21)],
  ['a digit of another script', `${whole.slice(0, -1)}١`],
])('a key with %s is none', (_what, text) => {
  expect(parseApiKey(whole)).not.toBeNull();
  expect(parseApiKey(text)).toBeNull();
});
