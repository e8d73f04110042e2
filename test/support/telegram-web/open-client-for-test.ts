import { onTestFinished } from 'vitest';
import { createWebClient, type WebClient, type WebClientSettings } from '../../../src/adapters/telegram-web/web-client.ts';
import type { TelegramChannel } from '../telegram/telegram-messages.ts';
import { startTelegramWeb, type TelegramWeb } from './start-telegram-web.ts';

export interface WebForTest {
  web: TelegramWeb;
  client: WebClient;
  /** What the client waited, in milliseconds; waits take no time of the test's. */
  waits: number[];
  /** Time goes by without anybody waiting. */
  pass(inMs: number): void;
}

/** A client at a fake, with a clock that only waits move. Both end with the test. */
export async function openClientForTest(
  channels: TelegramChannel[] = [],
  settings: Partial<WebClientSettings> = {},
): Promise<WebForTest> {
  const web = await startTelegramWeb(channels);
  let now = Date.UTC(2024, 0, 1);
  const waits: number[] = [];
  const client = createWebClient(
    {
      baseUrl: web.url,
      userAgent: 'tg-parser/0.0.0 (+https://example.org)',
      ...settings,
    },
    {
      clock: { now: () => new Date(now) },
      delay: async (inMs) => {
        waits.push(inMs);
        now += inMs;
      },
      random: () => 0,
    },
  );
  onTestFinished(async () => {
    await client.close();
    await web.close();
  });
  const pass = (inMs: number) => {
    now += inMs;
  };
  return { web, client, waits, pass };
}
