import type { Command } from '../command.ts';

export const authLogoutCommand: Command = {
  examples: ['tg-parser auth logout'],
  async run({ openApplication, output, signal }) {
    const account = await (await openApplication()).openAccount();
    const wasLoggedIn = await account.logOut(signal);
    await output.result({ wasLoggedIn }, () => [
      wasLoggedIn ? 'Logged out; the session is removed here and at Telegram.' : 'Nobody was logged in: nothing to do.',
    ]);
    return 0;
  },
};
