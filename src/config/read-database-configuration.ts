import { resolve } from 'node:path';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ConnectionConfiguration, DatabaseConfiguration, PerDatabase } from './configuration.ts';
import type { ResolvedSetting } from './resolve-settings.ts';
import { Secret } from './secret.ts';
import type { SettingName } from './settings-table.ts';

type Read = (name: SettingName) => ResolvedSetting | undefined;

/**
 * Which engine, and where on it. A URL that is set chooses PostgreSQL, unless DB_TYPE is set too.
 *
 * @param settings of the kinds that the table promises
 * @throws TgParserError `setting_invalid`
 */
export function readDatabaseConfiguration(settings: readonly ResolvedSetting[]): DatabaseConfiguration {
  const byName = new Map(settings.map((resolved) => [resolved.setting.name, resolved]));
  const read: Read = (name) => byName.get(name);
  const connections = readConnections(read);
  const isUrlSet = Object.values(connections).some((connection) => 'url' in connection);
  const engine = read('DB_TYPE')?.origin === 'default' && isUrlSet ? 'postgresql' : read('DB_TYPE')?.value;
  const number = (name: SettingName) => Number(read(name)?.value);
  if (engine !== 'postgresql') {
    return { engine: 'sqlite', paths: readPaths(read) };
  }
  return {
    engine,
    connections,
    pool: {
      size: number('DB_POOL_SIZE'),
      maxOverflow: number('DB_MAX_OVERFLOW'),
      timeoutInMs: number('DB_POOL_TIMEOUT') * 1000,
      recycleInMs: number('DB_POOL_RECYCLE') * 1000,
      prePing: read('DB_POOL_PRE_PING')?.value === true,
    },
  };
}

/** Two databases in one file would destroy each other. */
function readPaths(read: Read): PerDatabase<string> {
  const paths = {
    ingestion: String(read('INGESTION_STATE_DB_PATH')?.value),
    raw: String(read('RAW_STORAGE_DB_PATH')?.value),
    processing: String(read('PROCESSING_STORAGE_DB_PATH')?.value),
  };
  const files = Object.values(paths).map((path) => resolve(path));
  const shared = files.find((file, index) => files.indexOf(file) !== index);
  if (shared !== undefined) {
    throw new TgParserError(
      'setting_invalid',
      `INGESTION_STATE_DB_PATH, RAW_STORAGE_DB_PATH and PROCESSING_STORAGE_DB_PATH must be three files, two of them are "${shared}"`,
      { hint: 'Give each database a file of its own, or set DATA_DIR only.' },
    );
  }
  return paths;
}

function readConnections(read: Read): PerDatabase<ConnectionConfiguration> {
  const all = readUrl(read, 'DATABASE_URL') ?? readParts(read);
  return {
    ingestion: readUrl(read, 'INGESTION_DATABASE_URL') ?? all,
    raw: readUrl(read, 'RAW_DATABASE_URL') ?? all,
    processing: readUrl(read, 'PROCESSING_DATABASE_URL') ?? all,
  };
}

function readUrl(read: Read, name: SettingName): { url: Secret } | null {
  const url = read(name)?.value;
  if (!(url instanceof Secret)) {
    return null;
  }
  if (!/^postgres(ql)?:\/\//.test(url.reveal()) || !URL.canParse(url.reveal())) {
    throw new TgParserError('setting_invalid', `${name} is not of the form postgresql://USER:PASSWORD@HOST:PORT/NAME`, {
      hint: 'Percent-encode special characters of the password: # is %23, / is %2F, @ is %40, : is %3A, % is %25.',
    });
  }
  return { url };
}

function readParts(read: Read): ConnectionConfiguration {
  const password = read('DB_PASSWORD')?.value;
  return {
    host: String(read('DB_HOST')?.value),
    port: Number(read('DB_PORT')?.value),
    name: String(read('DB_NAME')?.value),
    user: String(read('DB_USER')?.value),
    password: password instanceof Secret ? password : null,
  };
}
