import type { Setting } from './setting.ts';

/** Everything about reading from Telegram itself. */
export const telegramSettings = [
  {
    name: 'TELEGRAM_WEB_BASE_URL',
    group: 'Telegram',
    description: 'Where public previews of channels are read.',
    value: { type: 'url' },
    default: 'https://t.me',
  },
  {
    name: 'TELEGRAM_WEB_PAUSE',
    group: 'Telegram',
    description: 'Pause between two requests for previews, of all sources together.',
    value: { type: 'number', min: 0, max: 60, unit: 'seconds' },
    default: '1',
  },
  {
    name: 'TELEGRAM_PROXY_URL',
    group: 'Telegram',
    description: 'Proxy on the way to Telegram, as `http://USER:PASSWORD@HOST:PORT`.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'INGESTION_MAX_ATTEMPTS_PER_RUN',
    group: 'Telegram',
    description: 'How often a page that failed for a passing reason is asked for in all; waits grow as RETRY_BACKOFF_* says.',
    value: { type: 'integer', min: 1, max: 10 },
    default: '5',
  },
] as const satisfies readonly Setting[];
