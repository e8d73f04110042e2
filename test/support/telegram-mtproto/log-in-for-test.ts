import { join } from 'node:path';
import { systemClock } from '../../../src/adapters/system/system-clock.ts';
import { systemDelay } from '../../../src/adapters/system/system-delay.ts';
import { type AccountSettings, type OpenedAccount, openAccount } from '../../../src/adapters/telegram-mtproto/open-account.ts';
import type { LoginQuestions } from '../../../src/ports/telegram-account.ts';
import type { MtprotoAccount } from './mtproto-world.ts';
import type { TelegramMtproto } from './start-telegram-mtproto.ts';

/** The settings of a program that has this environment and this data folder. */
export function accountSettings(environment: Record<string, string>, folder: string): AccountSettings {
  const { TELEGRAM_SERVER = '', TELEGRAM_SERVER_KEY_FILE = '', TELEGRAM_API_HASH = '' } = environment;
  const [host = '', port] = TELEGRAM_SERVER.split(':');
  return {
    apiId: Number(environment.TELEGRAM_API_ID),
    apiHash: TELEGRAM_API_HASH,
    version: '0.0.0',
    server: { host, port: Number(port), keyFile: TELEGRAM_SERVER_KEY_FILE },
    session: { path: join(folder, 'telegram-default.session'), key: null },
    isTakeoutWanted: false,
    timeoutInMs: 10_000,
  };
}

export function openAccountForTest(settings: AccountSettings): OpenedAccount {
  return openAccount(settings, { clock: systemClock, delay: systemDelay, log: { log: () => undefined } });
}

/** Answers as the owner of the account does. */
export function answersOf({ phone, code, password = '' }: MtprotoAccount): LoginQuestions {
  return {
    phone: async () => `+${phone}`,
    code: async () => code,
    password: async () => password,
    showQr: () => undefined,
    onMistake: () => undefined,
  };
}

/** Leaves a session in the data folder, as `auth login` does. */
export async function logInForTest(telegram: TelegramMtproto, folder: string): Promise<void> {
  const [account] = telegram.world.accounts;
  if (!account) {
    throw new Error('there is no account');
  }
  const opened = openAccountForTest(accountSettings(telegram.environment, folder));
  await opened.logIn('code', answersOf(account));
  await opened.close();
}
