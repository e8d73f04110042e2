import { systemDelay } from './adapters/system/system-delay.ts';
import type { WebClient } from './adapters/telegram-web/web-client.ts';
import type { Configuration } from './config/configuration.ts';
import { TgParserError } from './domain/tg-parser-error.ts';
import type { Clock } from './ports/clock.ts';
import type { OpenLive } from './ports/live-source.ts';

/** The part of the composition root that reads from Telegram itself. One polite client serves all sources of the process. */
export function openTelegram(
  configuration: Pick<Configuration, 'telegram' | 'retry'>,
  { clock, version }: { clock: Clock; version: string },
): { openLive: OpenLive; close(): Promise<void> } {
  let client: Promise<WebClient> | null = null;
  return {
    async openLive(via, target, signal) {
      if (via !== 'web') {
        throw new TgParserError('usage_invalid', `Telegram cannot be read by way of ${via}`, {
          hint: 'Public channels are read by way of web; for others use an export of Telegram Desktop.',
        });
      }
      client ??= openClient();
      const { openWebChannel } = await import('./adapters/telegram-web/open-web-channel.ts');
      return openWebChannel(await client, target, signal);
    },
    async close() {
      await (await client)?.close();
    },
  };

  /** Loaded when it is used: most commands speak to nobody. */
  async function openClient(): Promise<WebClient> {
    const { createWebClient } = await import('./adapters/telegram-web/web-client.ts');
    const { webBaseUrl, webPauseInMs, proxyUrl, maxAttempts } = configuration.telegram;
    const { backoffBaseInMs, backoffMaxInMs, jitter } = configuration.retry;
    return createWebClient(
      {
        baseUrl: webBaseUrl,
        userAgent: `tg-parser/${version}`,
        proxyUrl: proxyUrl?.reveal(),
        pauseInMs: webPauseInMs,
        retry: { maxAttempts, baseInMs: backoffBaseInMs, maxInMs: backoffMaxInMs, jitter },
      },
      { clock, delay: systemDelay },
    );
  }
}
