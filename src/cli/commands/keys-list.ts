import { listKeys } from '../../pipeline/list-keys.ts';
import type { Command } from '../command.ts';

export const keysListCommand: Command = {
  arguments: [{ name: '[user]', description: 'name of a user; all keys when it is left out' }],
  examples: ['tg-parser keys list', 'tg-parser keys list anna --json'],
  async run({ openApplication, output }, _options, [name]) {
    const keys = await listKeys(await openApplication(), name ?? null);
    await output.result({ keys }, async () => {
      if (keys.length === 0) {
        return ['There are no keys: "tg-parser keys create USER" makes one.'];
      }
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['key', 'user', 'label', 'scopes', 'state', 'expires', 'last used'],
        ...keys.map((key) => [
          key.keyId,
          key.userName,
          key.label,
          key.scopes.join(' '),
          key.state.replace('_', ' '),
          key.expiresAt ?? 'never',
          key.lastUsedAt ?? 'never',
        ]),
      ]);
    });
    return 0;
  },
};
