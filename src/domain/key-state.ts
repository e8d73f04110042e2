import type { ApiKey } from './api-key.ts';
import type { Instant } from './instant.ts';
import type { User } from './user.ts';

export type KeyState = 'active' | 'revoked' | 'expired' | 'user_disabled';

/** Whether a key works at a moment, and if not, why. */
export function keyState(
  { userId, disabledAt }: Pick<User, 'userId' | 'disabledAt'>,
  key: Pick<ApiKey, 'userId' | 'revokedAt' | 'expiresAt'>,
  at: Instant,
): KeyState {
  if (key.revokedAt !== null) {
    return 'revoked';
  }
  if (key.expiresAt !== null && !(at < key.expiresAt)) {
    return 'expired';
  }
  // A key of somebody else is none of this user: it must never get through by a mistake of the caller.
  return disabledAt === null && key.userId === userId ? 'active' : 'user_disabled';
}
