import type { Command } from '../command.ts';
import { describeAccount } from '../describe-account.ts';

export const authStatusCommand: Command = {
  examples: ['tg-parser auth status', 'tg-parser auth status --json'],
  async run({ openApplication, output, signal }) {
    const account = await (await openApplication()).openAccount();
    const status = await account.status(signal);
    await output.result(status, () => describeAccount(status));
    return 0;
  },
};
