import { instantFromDate } from '../domain/instant.ts';
import { keyState } from '../domain/key-state.ts';
import type { User } from '../domain/user.ts';
import type { Application } from './application.ts';

export interface ListedUser extends User {
  /** Keys that work now. */
  activeKeys: number;
}

/** All users by name, with how many of their keys work. */
export async function listUsers({ userStore, clock }: Pick<Application, 'userStore' | 'clock'>): Promise<ListedUser[]> {
  const at = instantFromDate(clock.now());
  const keys = await userStore.keys();
  return (await userStore.users()).map((user) => ({
    ...user,
    activeKeys: keys.filter((key) => keyState(user, key, at) === 'active').length,
  }));
}
