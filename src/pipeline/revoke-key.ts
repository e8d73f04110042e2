import type { ApiKey } from '../domain/api-key.ts';
import { parseApiKey } from '../domain/api-key-text.ts';
import { instantFromDate } from '../domain/instant.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Application } from './application.ts';

/**
 * Makes a key useless for ever, from the next request on. Doing it again does no harm.
 *
 * @param text id of the key, or the whole key: who finds one that leaked has nothing else
 * @throws TgParserError `key_unknown`; what was given is not repeated, it may hold a secret
 */
export async function revokeKey({ userStore, clock }: Pick<Application, 'userStore' | 'clock'>, text: string): Promise<ApiKey> {
  const keyId = parseApiKey(text)?.keyId ?? text;
  if (!/^[0-9a-f]{16}$/.test(keyId)) {
    throw new TgParserError('key_unknown', 'This is no id of a key: that has 16 digits from 0 to f', {
      hint: 'List the keys with "tg-parser keys list".',
    });
  }
  return userStore.revokeKey(keyId, instantFromDate(clock.now()));
}
