import type { ConfiguredKey } from '../domain/configured-key.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { roleSchema, userNameSchema } from '../domain/user.ts';
import { sha256 } from '../lib/sha256.ts';

/** Of 64 kinds of letters, 32 hold 192 bits: nobody finds them by trying. */
const fewestLetters = 32;
const keyPattern = /^[\x21-\x2b\x2d-\x7e]*$/;

/**
 * Reads `API_KEYS`: `name:role:key`, separated by commas.
 *
 * @throws TgParserError `setting_invalid` that names an entry by its number, since any part of a wrong one may be the key
 */
export function parseConfiguredKeys(text: string): ConfiguredKey[] {
  const keys: ConfiguredKey[] = [];
  for (const [index, entry] of text.split(',').entries()) {
    const [name = '', role = '', ...rest] = entry.trim().split(':');
    const key = rest.join(':');
    const refuse = (problem: string) => invalid(`entry ${index + 1} ${problem}`);
    if (!userNameSchema.safeParse(name).success || !roleSchema.safeParse(role).success || key === '') {
      throw refuse('is not of the form name:role:key');
    }
    if (key.length < fewestLetters || !keyPattern.test(key)) {
      throw refuse(`has a key of fewer than ${fewestLetters} characters, or with some that a header cannot carry`);
    }
    const hash = sha256(key);
    if (keys.some((other) => other.name === name || other.hash === hash)) {
      throw refuse('has a name or a key that an earlier one has');
    }
    keys.push({ name, role: roleSchema.parse(role), hash });
  }
  return keys;
}

function invalid(problem: string): TgParserError {
  return new TgParserError('setting_invalid', `API_KEYS: ${problem}`, {
    hint: 'Give name:role:key for each, separated by commas; roles are admin, editor and reader. "openssl rand -hex 32" makes a key.',
  });
}
