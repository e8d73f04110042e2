import type { Source } from './source.ts';
import type { User } from './user.ts';

/** Admins see every source, others those of the shared workspace and their own. */
export function maySeeSource({ userId, role }: Pick<User, 'userId' | 'role'>, { ownerId }: Pick<Source, 'ownerId'>): boolean {
  return role === 'admin' || ownerId === null || ownerId === userId;
}
