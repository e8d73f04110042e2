import type { ApiKey } from '../domain/api-key.ts';
import { instantFromDate } from '../domain/instant.ts';
import { type KeyState, keyState } from '../domain/key-state.ts';
import type { Application } from './application.ts';
import { findUser } from './find-user.ts';

export interface ListedKey extends ApiKey {
  userName: string;
  state: KeyState;
}

/**
 * What is known of keys, never their secrets: by time of creation.
 *
 * @param name of the user whose keys are wanted; null for those of all
 * @throws TgParserError `user_unknown`
 */
export async function listKeys(
  { userStore, clock }: Pick<Application, 'userStore' | 'clock'>,
  name: string | null,
): Promise<ListedKey[]> {
  const at = instantFromDate(clock.now());
  const users = name === null ? await userStore.users() : [await findUser(userStore, name)];
  const userById = new Map(users.map((user) => [user.userId, user]));
  const keys = await userStore.keys(name === null ? undefined : users[0]?.userId);
  return keys.flatMap((key) => {
    const user = userById.get(key.userId);
    // A user who was made since has keys that the next listing shows.
    return user ? [{ ...key, userName: user.name, state: keyState(user, key, at) }] : [];
  });
}
