import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { LoginQuestions } from '../../ports/telegram-account.ts';
import type { Command, CommandContext } from '../command.ts';
import { describeAccount } from '../describe-account.ts';

interface AuthLoginOptions {
  qr?: boolean;
}

export const authLoginCommand: Command<AuthLoginOptions> = {
  options: [{ flags: '--qr', description: 'show a code that you scan with a device where the account is logged in' }],
  examples: ['tg-parser auth login', 'tg-parser auth login --qr'],
  async run(context, options) {
    const { openApplication, output, signal } = context;
    const questions = questionsOf(context);
    const account = await (await openApplication()).openAccount();
    const status = await account.logIn(options.qr === true ? 'qr' : 'code', questions, signal);
    await output.result(status, () => describeAccount(status));
    return 0;
  },
};

function questionsOf({ askText, configuration, output }: CommandContext): LoginQuestions {
  if (askText === null) {
    throw new TgParserError('usage_invalid', 'A login asks questions and needs a terminal', {
      hint: 'Log in on a terminal, without --json and --quiet; the session is used by all later runs.',
    });
  }
  return {
    phone: async () => configuration.telegram.account.phone?.reveal() ?? (await askText('Phone number: ')),
    code: (sentTo) => askText(`Code that Telegram sent by way of ${sentTo}: `),
    password: (hint) => askText(`Password of the second step${hint === null ? '' : ` (hint: ${hint})`}: `, { isSecret: true }),
    showQr(url) {
      void showQr(url, output.notice);
    },
    onMistake: output.notice,
  };
}

async function showQr(url: string, write: (line: string) => void): Promise<void> {
  const { default: terminal } = await import('qrcode-terminal');
  terminal.generate(url, { small: true }, (code) => {
    write(code);
    write('Scan it in Telegram: Settings, Devices, Link Desktop Device.');
  });
}
