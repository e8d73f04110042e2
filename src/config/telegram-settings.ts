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
    description:
      'Proxy on the way to Telegram, as `http://USER:PASSWORD@HOST:PORT`; for reading with an account `socks5://…` and links to MTProto proxies, too.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'TELEGRAM_API_ID',
    group: 'Telegram',
    description: 'For reading with an account: `api_id` of the application that you registered at https://my.telegram.org.',
    value: { type: 'integer', min: 1, max: 2_147_483_647 },
    default: null,
  },
  {
    name: 'TELEGRAM_API_HASH',
    group: 'Telegram',
    description: 'Its `api_hash`.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'TELEGRAM_PHONE',
    group: 'Telegram',
    description: 'Phone number of the account, with the code of the country; asked for at login when not set.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'TELEGRAM_SESSION_NAME',
    group: 'Telegram',
    description: 'Which account, where there are several: each has a session of its own in the data folder.',
    value: { type: 'string' },
    default: 'default',
  },
  {
    name: 'TELEGRAM_SESSION_KEY',
    group: 'Telegram',
    description: 'Password that encrypts the session file. Without it the file is readable by its owner.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'TELEGRAM_TAKEOUT',
    group: 'Telegram',
    description:
      'Whether histories are read in a takeout session, which Telegram limits less and whose begin the owner of the account confirms in another client.',
    value: { type: 'boolean' },
    default: 'false',
  },
  {
    name: 'TELEGRAM_SERVER',
    group: 'Telegram',
    description: 'Address of another MTProto server than those of Telegram, as `HOST:PORT`: test servers, for example.',
    value: { type: 'string' },
    default: null,
  },
  {
    name: 'TELEGRAM_SERVER_KEY_FILE',
    group: 'Telegram',
    description: 'File with the public key of that server, in PEM.',
    value: { type: 'path' },
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
