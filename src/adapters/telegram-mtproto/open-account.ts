import type { tl } from '@mtcute/node';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Delay } from '../../ports/delay.ts';
import type { LiveSource, LiveTarget } from '../../ports/live-source.ts';
import type { Logger } from '../../ports/logger.ts';
import type { AccountStatus, TelegramAccount } from '../../ports/telegram-account.ts';
import { type AccountClient, type AccountClientSettings, createAccountClient } from './account-client.ts';
import { AccountSession, type SessionSettings } from './account-session.ts';
import { logInByCode, logInByQr } from './log-in.ts';
import { openMtprotoChannel } from './open-mtproto-channel.ts';
import { createTakeout, type Takeout } from './takeout.ts';

export interface AccountSettings extends Omit<AccountClientSettings, 'apiId' | 'apiHash'> {
  /** Of the application, null while they are not set: needed as soon as Telegram is asked anything. */
  apiId: number | null;
  apiHash: string | null;
  session: SessionSettings;
  /** Whether much at once is read in a takeout session. */
  isTakeoutWanted: boolean;
}

export interface AccountDependencies {
  clock: Clock;
  delay: Delay;
  log: Logger;
}

export interface OpenedAccount extends TelegramAccount {
  openChannel(target: LiveTarget, signal?: AbortSignal): Promise<LiveSource>;
  /** Gives the session back. */
  close(): Promise<void>;
}

const nobody: AccountStatus = { isLoggedIn: false, userId: null, maskedPhone: null };

/** One account for all that a process reads. Its session is taken with the first use and given back with `close`. */
export function openAccount(settings: AccountSettings, dependencies: AccountDependencies): OpenedAccount {
  let session: AccountSession | null = null;
  let client: AccountClient | null = null;
  let takeout: Takeout | null = null;
  return { logIn, status, logOut, openChannel, close };

  async function logIn(...[by, questions, signal]: Parameters<TelegramAccount['logIn']>): Promise<AccountStatus> {
    const owned = ownSession();
    const before = await status(signal).catch((error: unknown) => ignoreUnauthorized(error));
    if (before.isLoggedIn) {
      return before;
    }
    await client?.close();
    // Telegram may have ended the session for good: a login begins with a fresh key.
    owned.update({ authKeys: {}, userId: null });
    client = connect(true);
    const user = await (by === 'qr' ? logInByQr : logInByCode)(client, questions, signal);
    owned.update({ userId: String(user.id) });
    return describe(user);
  }

  async function status(signal?: AbortSignal): Promise<AccountStatus> {
    if (ownSession().content.userId === null) {
      return nobody;
    }
    const [self] = await connected().call({ _: 'users.getUsers', id: [{ _: 'inputUserSelf' }] }, { signal });
    return self?._ === 'user' ? describe(self) : nobody;
  }

  async function logOut(signal?: AbortSignal): Promise<boolean> {
    const owned = ownSession();
    const wasLoggedIn = owned.content.userId !== null;
    if (wasLoggedIn) {
      // A session that Telegram has ended by itself is forgotten all the same.
      await connected()
        .call({ _: 'auth.logOut' }, { signal })
        .catch((error: unknown) => ignoreUnauthorized(error));
    }
    await client?.close();
    client = null;
    owned.remove();
    return wasLoggedIn;
  }

  async function openChannel(target: LiveTarget, signal?: AbortSignal): Promise<LiveSource> {
    if (ownSession().content.userId === null) {
      throw new TgParserError('telegram_unauthorized', 'No Telegram account is logged in', {
        hint: 'Log in once: tg-parser auth login.',
      });
    }
    const reader = connected();
    if (settings.isTakeoutWanted) {
      takeout ??= createTakeout(reader, dependencies.log);
    }
    return openMtprotoChannel({ client: reader, takeout }, target, signal);
  }

  async function close(): Promise<void> {
    await takeout?.end();
    await client?.close();
    session?.close();
    [session, client, takeout] = [null, null, null];
  }

  function ownSession(): AccountSession {
    session ??= AccountSession.open(settings.session);
    return session;
  }

  function connected(): AccountClient {
    client ??= connect(false);
    return client;
  }

  function connect(forLogin: boolean): AccountClient {
    const { apiId, apiHash } = settings;
    if (apiId === null || apiHash === null) {
      throw new TgParserError('setting_invalid', 'Reading with an account needs TELEGRAM_API_ID and TELEGRAM_API_HASH', {
        hint: 'Register an application at https://my.telegram.org and set both. Public channels can be read without: --via web.',
      });
    }
    return createAccountClient({ ...settings, apiId, apiHash }, { ...dependencies, session: ownSession() }, { forLogin });
  }
}

function ignoreUnauthorized(error: unknown): AccountStatus {
  if (error instanceof TgParserError && error.code === 'telegram_unauthorized') {
    return nobody;
  }
  throw error;
}

function describe({ id, phone }: tl.RawUser): AccountStatus {
  const digits = phone?.replace(/\D/g, '') ?? '';
  return {
    isLoggedIn: true,
    userId: String(id),
    maskedPhone: digits === '' ? null : `+${'•'.repeat(Math.max(0, digits.length - 2))}${digits.slice(-2)}`,
  };
}
