import { expect, test } from 'vitest';
import { sha256 } from '../lib/sha256.ts';
import { parseConfiguredKeys } from './parse-configured-keys.ts';

const [one, two] = ['1'.repeat(32), `${'2'.repeat(32)}:=+/`];

test('keys have a name and a role, and only their hashes are kept', () => {
  expect(parseConfiguredKeys(`ci:editor:${one}, boss:admin:${two}`)).toEqual([
    { name: 'ci', role: 'editor', hash: sha256(one) },
    { name: 'boss', role: 'admin', hash: sha256(two) },
  ]);
});

test.each([
  ['a key alone', one, 'entry 1'],
  ['a key that is short', `ci:editor:${one.slice(1)}`, 'fewer than 32'],
  ['a key with a space', `ci:editor:${one} x`, 'header'],
  ['no key', 'ci:editor:', 'name:role:key'],
  ['an unknown role', `ci:owner:${one}`, 'name:role:key'],
  ['no name', `:editor:${one}`, 'name:role:key'],
  ['an entry that is empty', `ci:editor:${one},`, 'entry 2'],
  ['a name twice', `ci:editor:${one},ci:reader:${two}`, 'entry 2'],
  ['a key twice', `ci:editor:${one},cd:reader:${one}`, 'entry 2'],
])('%s is refused, and never shown', (_what, text, named) => {
  const refused = () => parseConfiguredKeys(text);
  expect(refused).toThrow(named);
  expect(refused).toThrow(
    expect.objectContaining({ code: 'setting_invalid', message: expect.not.stringMatching(/1{9}|2{9}/) }),
  );
});
