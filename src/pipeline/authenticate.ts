import type { ApiKey, Scope } from '../domain/api-key.ts';
import { parseApiKey } from '../domain/api-key-text.ts';
import { grantedScopes } from '../domain/granted-scopes.ts';
import { type Instant, instantFromDate } from '../domain/instant.ts';
import { keyState } from '../domain/key-state.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { User } from '../domain/user.ts';
import { equalInConstantTime } from '../lib/equal-in-constant-time.ts';
import { sha256 } from '../lib/sha256.ts';
import type { Application } from './application.ts';

/** Who asks, and for what the key that was shown is good. */
export interface Identity {
  user: User;
  key: ApiKey;
  /** Everything else is forbidden. May be empty, when the role of the user was lowered since the key was made. */
  may: readonly Scope[];
}

const lastUseStepInMs = 60_000;

/** What the secret of an unknown key is compared with, so that it takes as long as with a known one. */
const hashOfNobody = sha256('nobody has this secret');

/**
 * Finds out who shows a key. There is one answer to everything that is not right: a text that is no key, an unknown key, a wrong
 * secret, a key that expired or was revoked, a user who is disabled. When the database fails, that error is thrown: nobody is let
 * in because something went wrong.
 *
 * @param text the whole key, as its user sent it
 */
export async function authenticate(
  { userStore, log }: Pick<Application, 'userStore' | 'log'>,
  text: string,
  at: Instant,
): Promise<Identity | null> {
  const parts = parseApiKey(text);
  if (parts === null) {
    return null;
  }
  const stored = await userStore.findKey(parts.keyId);
  const isSecretRight = equalInConstantTime(sha256(parts.secret), stored?.secretHash ?? hashOfNobody);
  if (stored === null || !isSecretRight || keyState(stored.user, stored.key, at) !== 'active') {
    return null;
  }
  const { user, key } = stored;
  await recordUse({ userStore, log }, key, at);
  return { user, key, may: grantedScopes(user, key, at) };
}

/** Once a minute at most, so that a read does not cost a write. Who only wants to read is not kept from it by a database that cannot be written. */
async function recordUse(
  { userStore, log }: Pick<Application, 'userStore' | 'log'>,
  { keyId, lastUsedAt }: ApiKey,
  at: Instant,
): Promise<void> {
  const before = instantFromDate(new Date(Date.parse(at) - lastUseStepInMs));
  if (lastUsedAt !== null && lastUsedAt > before) {
    return;
  }
  try {
    await userStore.recordKeyUse(keyId, at, before);
  } catch (error) {
    if (!(error instanceof TgParserError)) {
      throw error;
    }
    log.log('warn', 'key_use_not_recorded', { key_id: keyId, code: error.code });
  }
}
