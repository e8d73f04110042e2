import { listUsers } from '../../pipeline/list-users.ts';
import type { Command } from '../command.ts';

export const usersListCommand: Command = {
  examples: ['tg-parser users list', 'tg-parser users list --json'],
  async run({ openApplication, output }) {
    const users = await listUsers(await openApplication());
    await output.result({ users }, async () => {
      if (users.length === 0) {
        return ['There are no users yet: "tg-parser users create NAME --role admin" makes the first.'];
      }
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['user', 'role', 'active keys', 'created', 'disabled'],
        ...users.map(({ name, role, activeKeys, createdAt, disabledAt }) => [name, role, activeKeys, createdAt, disabledAt]),
      ]);
    });
    return 0;
  },
};
