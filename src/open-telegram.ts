import { systemDelay } from './adapters/system/system-delay.ts';
import type { OpenedAccount } from './adapters/telegram-mtproto/open-account.ts';
import type { WebClient } from './adapters/telegram-web/web-client.ts';
import type { Configuration } from './config/configuration.ts';
import type { Clock } from './ports/clock.ts';
import type { OpenLive } from './ports/live-source.ts';
import type { Logger } from './ports/logger.ts';
import type { TelegramAccount } from './ports/telegram-account.ts';

export interface OpenedTelegram {
  openLive: OpenLive;
  /** Loaded when it is used: most commands speak to nobody. */
  openAccount: () => Promise<TelegramAccount>;
  close(): Promise<void>;
}

/** The part of the composition root that reads from Telegram itself. One polite client of each road serves all sources of the process. */
export function openTelegram(
  { telegram }: Pick<Configuration, 'telegram'>,
  { clock, log, version }: { clock: Clock; log: Logger; version: string },
): OpenedTelegram {
  let web: Promise<WebClient> | null = null;
  let account: Promise<OpenedAccount> | null = null;
  return {
    async openLive(via, target, signal) {
      if (via === 'mtproto') {
        return (await theAccount()).openChannel(target, signal);
      }
      web ??= createWeb();
      const { openWebChannel } = await import('./adapters/telegram-web/open-web-channel.ts');
      return openWebChannel(await web, target, signal);
    },
    openAccount: theAccount,
    async close() {
      await (await web)?.close();
      await (await account?.catch(() => null))?.close();
    },
  };

  function theAccount(): Promise<OpenedAccount> {
    account ??= createAccount();
    return account;
  }

  async function createWeb(): Promise<WebClient> {
    const { createWebClient } = await import('./adapters/telegram-web/web-client.ts');
    const { webBaseUrl, webPauseInMs, proxyUrl } = telegram;
    return createWebClient(
      { baseUrl: webBaseUrl, userAgent: `tg-parser/${version}`, proxyUrl: proxyUrl?.reveal(), pauseInMs: webPauseInMs },
      { clock, delay: systemDelay },
    );
  }

  async function createAccount(): Promise<OpenedAccount> {
    const { apiId, apiHash, server, sessionPath, sessionKey, isTakeoutWanted } = telegram.account;
    const { openAccount } = await import('./adapters/telegram-mtproto/open-account.ts');
    return openAccount(
      {
        apiId,
        apiHash: apiHash?.reveal() ?? null,
        version,
        proxyUrl: telegram.proxyUrl?.reveal(),
        server: server ?? undefined,
        session: { path: sessionPath, key: sessionKey?.reveal() ?? null },
        isTakeoutWanted,
      },
      { clock, delay: systemDelay, log },
    );
  }
}
