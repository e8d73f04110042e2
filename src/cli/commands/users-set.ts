import { TgParserError } from '../../domain/tg-parser-error.ts';
import { type Role, roles } from '../../domain/user.ts';
import { changeUser } from '../../pipeline/change-user.ts';
import type { Command } from '../command.ts';

interface Options {
  role?: Role;
  disable?: boolean;
  enable?: boolean;
}

export const usersSetCommand: Command<Options> = {
  arguments: [{ name: '<name>', description: 'name of the user' }],
  options: [
    { flags: '--role <role>', description: 'what the user, and each key of the user, may do at most', choices: roles },
    { flags: '--disable', description: 'make no key of the user work, from the next request on' },
    { flags: '--enable', description: 'let them work again' },
  ],
  examples: ['tg-parser users set anna --role editor', 'tg-parser users set anna --disable'],
  async run({ openApplication, output }, { role, disable, enable }, [name = '']) {
    if (disable === true && enable === true) {
      throw new TgParserError('usage_invalid', 'A user is disabled or enabled: give --disable or --enable');
    }
    const isDisabled = disable === true ? true : enable === true ? false : undefined;
    if (role === undefined && isDisabled === undefined) {
      throw new TgParserError('usage_invalid', 'Nothing says what to set', { hint: 'Give --role, --disable or --enable.' });
    }
    const user = await changeUser(await openApplication(), name, { role, isDisabled });
    await output.result(user, () => [
      `User ${user.name} is ${user.role}${user.disabledAt === null ? '' : `, disabled since ${user.disabledAt}`}.`,
    ]);
    return 0;
  },
};
