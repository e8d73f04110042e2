import { randomUUID } from 'node:crypto';
import { instantFromDate } from '../domain/instant.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { type Role, type User, userNameSchema } from '../domain/user.ts';
import type { Application } from './application.ts';

/**
 * Makes a user, who can do nothing before there is a key.
 *
 * @throws TgParserError `usage_invalid` when the name cannot be one, `user_exists` when it is taken in whatever letters
 */
export async function createUser(
  { userStore, clock }: Pick<Application, 'userStore' | 'clock'>,
  { name, role }: { name: string; role: Role },
): Promise<User> {
  const parsed = userNameSchema.safeParse(name);
  if (!parsed.success) {
    throw new TgParserError('usage_invalid', `"${name}" cannot be the name of a user: it ${parsed.error.issues[0]?.message}`);
  }
  const user: User = {
    userId: randomUUID(),
    name: parsed.data,
    role,
    createdAt: instantFromDate(clock.now()),
    disabledAt: null,
  };
  await userStore.addUser(user);
  return user;
}
