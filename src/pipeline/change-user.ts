import { instantFromDate } from '../domain/instant.ts';
import type { Role, User } from '../domain/user.ts';
import type { Application } from './application.ts';
import { findUser } from './find-user.ts';

/**
 * Gives a user another role, or stops or restores all keys of the user. What is not passed stays; who is disabled already keeps the
 * time of that.
 *
 * @throws TgParserError `user_unknown`; `last_admin` when nobody would be left to manage users
 */
export async function changeUser(
  { userStore, clock }: Pick<Application, 'userStore' | 'clock'>,
  name: string,
  { role, isDisabled }: { role?: Role | undefined; isDisabled?: boolean | undefined },
): Promise<User> {
  const user = await findUser(userStore, name);
  const disabledAt = isDisabled ? (user.disabledAt ?? instantFromDate(clock.now())) : null;
  return userStore.changeUser(user.userId, {
    ...(role === undefined ? {} : { role }),
    ...(isDisabled === undefined ? {} : { disabledAt }),
  });
}
