import { modelSettings } from './model-settings.ts';
import type { Setting } from './setting.ts';
import { telegramSettings } from './telegram-settings.ts';

/**
 * Every setting of the product. The parser, `config show`, docs/configuration.md and .env.example are made from this table.
 * Names, defaults and ranges are what others script against: they change only with a new major version.
 */
export const settingsTable = [
  {
    name: 'DATA_DIR',
    group: 'Data',
    description: 'Folder of the databases, made when it is missing. A relative path starts at the current folder.',
    value: { type: 'path' },
    default: './data',
  },
  {
    name: 'DB_TYPE',
    group: 'Data',
    description:
      'Database engine. SQLite keeps three files, PostgreSQL (15 or newer) three schemas of one database, which `init` makes. ' +
      'Setting DATABASE_URL chooses `postgresql`, unless this setting says something else.',
    value: { type: 'choice', choices: ['sqlite', 'postgresql'] },
    default: 'sqlite',
  },
  {
    name: 'INGESTION_STATE_DB_PATH',
    group: 'Data',
    description: 'SQLite file of the registered sources and their cursors.',
    value: { type: 'path' },
    default: '<DATA_DIR>/ingestion_state.sqlite',
  },
  {
    name: 'RAW_STORAGE_DB_PATH',
    group: 'Data',
    description: 'SQLite file of the raw messages and their observed changes. It cannot be computed again: back it up.',
    value: { type: 'path' },
    default: '<DATA_DIR>/raw_storage.sqlite',
  },
  {
    name: 'PROCESSING_STORAGE_DB_PATH',
    group: 'Data',
    description: 'SQLite file of the documents, topics and runs.',
    value: { type: 'path' },
    default: '<DATA_DIR>/processing_storage.sqlite',
  },
  {
    name: 'DATABASE_URL',
    group: 'PostgreSQL',
    description:
      'The database as `postgresql://USER:PASSWORD@HOST:PORT/NAME`, for example with `?sslmode=verify-full`. ' +
      'Special characters are percent-encoded. It wins over DB_HOST, DB_PORT, DB_NAME, DB_USER and DB_PASSWORD.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'DB_HOST',
    group: 'PostgreSQL',
    description: 'Name or address of the server, or the folder of its socket.',
    value: { type: 'string' },
    default: 'localhost',
  },
  {
    name: 'DB_PORT',
    group: 'PostgreSQL',
    description: 'Port of the server.',
    value: { type: 'integer', min: 1, max: 65_535 },
    default: '5432',
  },
  {
    name: 'DB_NAME',
    group: 'PostgreSQL',
    description: 'Database that holds the schemas `ingestion`, `raw` and `processing`. It must exist.',
    value: { type: 'string' },
    default: 'tg_parser',
  },
  {
    name: 'DB_USER',
    group: 'PostgreSQL',
    description: 'User of the server who owns the schemas, or may create them.',
    value: { type: 'string' },
    default: 'tg_parser_user',
  },
  {
    name: 'DB_PASSWORD',
    group: 'PostgreSQL',
    description: 'Password of the user.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'INGESTION_DATABASE_URL',
    group: 'PostgreSQL',
    description: 'Another database for the schema `ingestion`, in the form of DATABASE_URL.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'RAW_DATABASE_URL',
    group: 'PostgreSQL',
    description: 'Another database for the schema `raw`, in the form of DATABASE_URL.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'PROCESSING_DATABASE_URL',
    group: 'PostgreSQL',
    description: 'Another database for the schema `processing`, in the form of DATABASE_URL.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'DB_POOL_SIZE',
    group: 'PostgreSQL',
    description: 'Connections that one program keeps open once it needed them.',
    value: { type: 'integer', min: 1, max: 50 },
    default: '5',
  },
  {
    name: 'DB_MAX_OVERFLOW',
    group: 'PostgreSQL',
    description: 'Connections beyond DB_POOL_SIZE that are opened under load and closed when they rest.',
    value: { type: 'integer', min: 0, max: 50 },
    default: '10',
  },
  {
    name: 'DB_POOL_TIMEOUT',
    group: 'PostgreSQL',
    description: 'How long to wait for a free connection, or for the server to accept a new one.',
    value: { type: 'integer', min: 1, max: 300, unit: 'seconds' },
    default: '30',
  },
  {
    name: 'DB_POOL_RECYCLE',
    group: 'PostgreSQL',
    description: 'A connection older than that is replaced before it is used again.',
    value: { type: 'integer', min: 60, max: 7200, unit: 'seconds' },
    default: '3600',
  },
  {
    name: 'DB_POOL_PRE_PING',
    group: 'PostgreSQL',
    description: 'Whether a connection that rested for a second is tried before it is used.',
    value: { type: 'boolean' },
    default: 'true',
  },
  ...telegramSettings,
  ...modelSettings,
  {
    name: 'RETRY_MAX_ATTEMPTS',
    group: 'Retries',
    description: 'How often a call to a model, a server or a database server is tried in all, the first time included.',
    value: { type: 'integer', min: 1, max: 10 },
    default: '3',
  },
  {
    name: 'RETRY_BACKOFF_BASE',
    group: 'Retries',
    description:
      'Wait before the second attempt; it doubles with each further one. A longer wait that a server asks for is respected.',
    value: { type: 'number', min: 0.1, max: 60, unit: 'seconds' },
    default: '1.0',
  },
  {
    name: 'RETRY_BACKOFF_MAX',
    group: 'Retries',
    description: 'The wait stops doubling here.',
    value: { type: 'number', min: 1, max: 300, unit: 'seconds' },
    default: '60',
  },
  {
    name: 'RETRY_JITTER',
    group: 'Retries',
    description:
      'A random part of each wait, from none up to this share of it, is added, so that clients do not return together.',
    value: { type: 'number', min: 0, max: 1 },
    default: '0.3',
  },
  {
    name: 'TOPICIZATION_MAX_TOPICS',
    group: 'Topics',
    description: 'At most so many topics a channel, the largest first. Without it their number follows from the messages.',
    value: { type: 'integer', min: 1, max: 100_000 },
    default: null,
  },
  {
    name: 'TOPICIZATION_TOP_N_ANCHORS',
    group: 'Topics',
    description: 'At most so many anchors a topic. A topic of several messages always has at least two.',
    value: { type: 'integer', min: 2, max: 3 },
    default: '3',
  },
  {
    name: 'TOPICIZATION_ANCHOR_MIN_SCORE',
    group: 'Topics',
    description: 'Lowest score of an anchor in a topic of several messages.',
    value: { type: 'number', min: 0, max: 1 },
    default: '0.6',
  },
  {
    name: 'TOPICIZATION_SUPPORTING_MIN_SCORE',
    group: 'Topics',
    description: 'Lowest score of the other messages of a topic.',
    value: { type: 'number', min: 0, max: 1 },
    default: '0.5',
  },
  {
    name: 'TOPICIZATION_SINGLETON_MIN_LENGTH',
    group: 'Topics',
    description: 'Shortest text that can be a topic by itself.',
    value: { type: 'integer', min: 1, max: 100_000, unit: 'characters' },
    default: '300',
  },
  {
    name: 'TOPICIZATION_SINGLETON_MIN_SCORE',
    group: 'Topics',
    description: 'Lowest score of a message that is a topic by itself.',
    value: { type: 'number', min: 0, max: 1 },
    default: '0.75',
  },
  {
    name: 'TOPICIZATION_REBUILD_GROWTH',
    group: 'Topics',
    description:
      'Share by which a channel must have grown before its topics are founded anew, as with `--force`. Until then new messages join the ' +
      'topics that there are. Topics that a person merged, split, renamed or retired are never founded anew by themselves.',
    value: { type: 'number', min: 0, max: 1_000 },
    default: '0.12',
  },
  {
    name: 'API_HOST',
    group: 'Service',
    description:
      'Address that `tg-parser api` listens on. Without a single key it listens on this machine only, whatever is set here.',
    value: { type: 'string' },
    default: '127.0.0.1',
  },
  {
    name: 'API_PORT',
    group: 'Service',
    description: 'Port that `tg-parser api` listens on; 0 takes a free one.',
    value: { type: 'integer', min: 0, max: 65_535 },
    default: '8000',
  },
  {
    name: 'API_KEYS',
    group: 'Service',
    description:
      'API keys of a server that needs no users, each as name:role:key, separated by commas. A role is `admin`, `editor` or `reader`, a key 32 characters or longer, such as `openssl rand -hex 32` makes.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'API_KEY_REQUIRED',
    group: 'Service',
    description:
      'With `false`, programs of this machine need no key and may do everything. Then `tg-parser api` listens on addresses of this machine only, and refuses any other.',
    value: { type: 'boolean' },
    default: 'true',
  },
  {
    name: 'API_TIMEOUT',
    group: 'Service',
    description: 'Longest time for the answer to one request, and for those under way when the server is stopped.',
    value: { type: 'number', min: 1, max: 300, unit: 'seconds' },
    default: '30',
  },
  {
    name: 'API_MAX_BODY',
    group: 'Service',
    description: 'Largest body of a request to the API.',
    value: { type: 'integer', min: 1_024, max: 104_857_600, unit: 'bytes' },
    default: '1048576',
  },
  {
    name: 'RATE_LIMIT_WINDOW',
    group: 'Service',
    description: 'Length of the windows of time in which requests to the API are counted.',
    value: { type: 'integer', min: 1, max: 3_600, unit: 'seconds' },
    default: '60',
  },
  {
    name: 'RATE_LIMIT_REQUESTS',
    group: 'Service',
    description:
      'Requests that one API key may make in a window; 0 for no limit. With PostgreSQL all instances count together.',
    value: { type: 'integer', min: 0, max: 1_000_000 },
    default: '600',
  },
  {
    name: 'RATE_LIMIT_ADDRESS_REQUESTS',
    group: 'Service',
    description:
      'Requests that may come from one address (of IPv6: one network) in a window, whoever makes them; one with a wrong key counts ten times. 0 for no limit.',
    value: { type: 'integer', min: 0, max: 1_000_000 },
    default: '1200',
  },
  {
    name: 'TRUSTED_PROXIES',
    group: 'Service',
    description:
      'Addresses and ranges of reverse proxies, separated by commas, whose `X-Forwarded-For` says who asks. Without them every client behind a proxy is the proxy.',
    value: { type: 'string' },
    default: null,
  },
  {
    name: 'CORS_ORIGINS',
    group: 'Service',
    description: 'Web pages whose scripts may ask the API, as origins such as https://kb.example.org, separated by commas.',
    value: { type: 'string' },
    default: null,
  },
  {
    name: 'WORKER_CONCURRENCY',
    group: 'Jobs',
    description: 'Jobs that one `tg-parser worker` executes at a time; with SQLite also one `tg-parser api`.',
    value: { type: 'integer', min: 1, max: 256 },
    default: '2',
  },
  {
    name: 'WORKER_METRICS_PORT',
    group: 'Jobs',
    description:
      'Port on which `tg-parser worker` answers `/health` and `/metrics`, without a key; 0 takes a free one. Default: none.',
    value: { type: 'integer', min: 0, max: 65_535 },
    default: null,
  },
  {
    name: 'WORKER_METRICS_HOST',
    group: 'Jobs',
    description: 'Address for WORKER_METRICS_PORT. Numbers name all sources: keep it in a private network.',
    value: { type: 'string' },
    default: '127.0.0.1',
  },
  {
    name: 'JOB_HEARTBEAT',
    group: 'Jobs',
    description:
      'How often a worker says that it lives. A job whose worker was silent for twice as long is given to another one. All programs of one database need the same value.',
    value: { type: 'number', min: 1, max: 300, unit: 'seconds' },
    default: '10',
  },
  {
    name: 'JOB_MAX_ATTEMPTS',
    group: 'Jobs',
    description: 'How often a job is begun that fails in a way that may pass, or loses its worker, before it is given up.',
    value: { type: 'integer', min: 1, max: 20 },
    default: '3',
  },
  {
    name: 'JOB_SHUTDOWN_GRACE',
    group: 'Jobs',
    description: 'How long jobs may go on when their program is stopped. What is not done by then goes on in another one.',
    value: { type: 'number', min: 0, max: 3600, unit: 'seconds' },
    default: '20',
  },
  {
    name: 'JOB_RETENTION_DAYS',
    group: 'Jobs',
    description: 'How long jobs and their files are kept after their end. They are removed by jobs of the kind `clean_up`.',
    value: { type: 'integer', min: 1, max: 3_650, unit: 'days' },
    default: '30',
  },
  {
    name: 'EXPORTS_DIR',
    group: 'Jobs',
    description: 'Folder for the files of export jobs. Programs on several machines need a folder that they share.',
    value: { type: 'path' },
    default: '<DATA_DIR>/exports',
  },
  {
    name: 'LOG_LEVEL',
    group: 'Log',
    description: 'From which weight on events are logged, on stderr.',
    value: { type: 'choice', choices: ['DEBUG', 'INFO', 'WARN', 'ERROR'] },
    default: 'INFO',
  },
  {
    name: 'LOG_FORMAT',
    group: 'Log',
    description: 'Lines for people, or one JSON object a line for a log collector.',
    value: { type: 'choice', choices: ['text', 'json'] },
    default: 'text',
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof settingsTable)[number]['name'];
