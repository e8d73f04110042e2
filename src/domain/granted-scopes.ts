import { type ApiKey, type Scope, scopes } from './api-key.ts';
import type { Instant } from './instant.ts';
import { keyState } from './key-state.ts';
import { scopesOfRole } from './scopes-of-role.ts';
import type { User } from './user.ts';

/**
 * What a user may do with a key at a moment: what the key was made for, as far as the user's role allows it now. Nothing with a
 * key that does not work.
 *
 * @returns in the order of `scopes`
 */
export function grantedScopes(
  user: Pick<User, 'userId' | 'role' | 'disabledAt'>,
  key: Pick<ApiKey, 'userId' | 'scopes' | 'revokedAt' | 'expiresAt'>,
  at: Instant,
): Scope[] {
  if (keyState(user, key, at) !== 'active') {
    return [];
  }
  const allowed = scopesOfRole(user.role);
  return scopes.filter((scope) => allowed.includes(scope) && key.scopes.includes(scope));
}
