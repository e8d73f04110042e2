import { describeConfiguration } from '../../config/describe-configuration.ts';
import type { Command } from '../command.ts';

export const configShowCommand: Command = {
  examples: ['tg-parser config show', 'tg-parser config show --json'],
  async run({ configuration, output }) {
    const settings = describeConfiguration(configuration);
    await output.result({ settings }, async () => {
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['setting', 'value', 'from'],
        ...settings.map(({ name, value, origin }) => [name, value === null ? '' : String(value), origin]),
      ]);
    });
    return 0;
  },
};
