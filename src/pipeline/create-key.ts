import { randomBytes } from 'node:crypto';
import { type ApiKey, scopes as allScopes, keyLabelSchema, type Scope } from '../domain/api-key.ts';
import { formatApiKey } from '../domain/api-key-text.ts';
import { instantFromDate } from '../domain/instant.ts';
import { parseKeyExpiry } from '../domain/parse-key-expiry.ts';
import { scopesOfRole } from '../domain/scopes-of-role.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { User } from '../domain/user.ts';
import { sha256 } from '../lib/sha256.ts';
import type { Application } from './application.ts';
import { findUser } from './find-user.ts';

export interface KeyToCreate {
  /** Where it will be used; default empty. */
  label?: string | undefined;
  scopes: readonly Scope[];
  /** A number of days, a day or a moment, `none` for never (the default). */
  expires?: string | undefined;
}

export interface CreatedKey {
  user: User;
  apiKey: ApiKey;
  /** What the user needs: shown to the user now, and nowhere else ever. */
  keyText: string;
}

/**
 * Makes a key for a user. Of its secret, only a hash is stored.
 *
 * @param name of the user
 * @throws TgParserError `user_unknown`, `user_disabled`, `scope_not_allowed` for more than the user's role allows, `usage_invalid`
 */
export async function createKey(
  { userStore, clock }: Pick<Application, 'userStore' | 'clock'>,
  name: string,
  { label = '', scopes, expires = 'none' }: KeyToCreate,
): Promise<CreatedKey> {
  const user = await findUser(userStore, name);
  if (user.disabledAt !== null) {
    throw new TgParserError('user_disabled', `User "${user.name}" is disabled since ${user.disabledAt}`, {
      hint: `Enable the user first: tg-parser users set ${user.name} --enable`,
    });
  }
  requireAllowed(user, scopes);
  const now = clock.now();
  const keyId = randomBytes(8).toString('hex');
  // 256 random bits cannot be found by trying, so a hash that is slow on purpose would only make each request slow.
  const secret = randomBytes(32).toString('hex');
  const apiKey: ApiKey = {
    keyId,
    userId: user.userId,
    label: parseLabel(label),
    scopes: allScopes.filter((scope) => scopes.includes(scope)),
    createdAt: instantFromDate(now),
    expiresAt: parseKeyExpiry(expires, now),
    revokedAt: null,
    lastUsedAt: null,
  };
  await userStore.addKey(apiKey, sha256(secret));
  return { user, apiKey, keyText: formatApiKey({ keyId, secret }) };
}

function requireAllowed({ name, role }: User, scopes: readonly Scope[]): void {
  if (scopes.length === 0) {
    throw new TgParserError('usage_invalid', 'A key without scopes could do nothing', {
      hint: `Name at least one of ${allScopes.join(', ')}.`,
    });
  }
  const allowed = scopesOfRole(role);
  const refused = scopes.filter((scope) => !allowed.includes(scope));
  if (refused.length > 0) {
    throw new TgParserError('scope_not_allowed', `A key of "${name}", who is ${role}, cannot have ${refused.join(', ')}`, {
      hint: `This role allows ${allowed.join(', ')}. "tg-parser users set ${name} --role ROLE" gives another one.`,
    });
  }
}

function parseLabel(text: string): string {
  const parsed = keyLabelSchema.safeParse(text);
  if (!parsed.success) {
    throw new TgParserError('usage_invalid', `This cannot be the label of a key: it ${parsed.error.issues[0]?.message}`);
  }
  return parsed.data;
}
