import { scopesOfRole } from '../../domain/scopes-of-role.ts';
import { type Role, roles } from '../../domain/user.ts';
import { createKey } from '../../pipeline/create-key.ts';
import { createUser } from '../../pipeline/create-user.ts';
import type { Command } from '../command.ts';
import { describeCreatedKey } from '../describe-created-key.ts';

export const usersCreateCommand: Command<{ role: Role; key: boolean }> = {
  arguments: [{ name: '<name>', description: 'letters, digits and . _ @ + -; an e-mail address will do' }],
  options: [
    { flags: '--role <role>', description: 'what the user may do at most', choices: roles, isRequired: true },
    { flags: '--no-key', description: 'make no key yet; else the first may do all that the role allows' },
  ],
  examples: ['tg-parser users create anna --role admin', 'tg-parser users create reports --role reader --no-key'],
  async run({ openApplication, output }, { role, key: withKey }, [name = '']) {
    const application = await openApplication();
    const user = await createUser(application, { name, role });
    output.notice(`User ${user.name} is made: ${user.role}.`);
    if (!withKey) {
      await output.result({ user, apiKey: null, keyText: null }, () => []);
      return 0;
    }
    const created = await createKey(application, user.name, { label: 'first key', scopes: scopesOfRole(role) });
    await output.result(created, () => describeCreatedKey(created, output));
    return 0;
  },
};
