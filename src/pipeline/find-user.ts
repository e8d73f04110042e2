import { TgParserError } from '../domain/tg-parser-error.ts';
import type { User } from '../domain/user.ts';
import { compareText } from '../lib/compare-text.ts';
import { editDistance } from '../lib/edit-distance.ts';
import type { UserStore } from '../ports/user-store.ts';

const listedUsers = 3;

/**
 * Finds the user whom a person names.
 *
 * @param name in letters of any case
 * @throws TgParserError `user_unknown`, listing the nearest names
 */
export async function findUser(userStore: UserStore, name: string): Promise<User> {
  const found = await userStore.findUser(name);
  if (found) {
    return found;
  }
  const typed = name.toLowerCase();
  const nearest = (await userStore.users())
    .map((user) => ({ name: user.name, distance: editDistance(typed, user.name.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance || compareText(left.name, right.name))
    .slice(0, listedUsers)
    .map((user) => user.name);
  throw new TgParserError('user_unknown', `No user is called "${name}"`, {
    hint:
      nearest.length > 0
        ? `Did you mean ${nearest.join(', ')}? "tg-parser users list" shows all.`
        : 'There are no users yet: "tg-parser users create NAME --role admin" makes the first.',
  });
}
