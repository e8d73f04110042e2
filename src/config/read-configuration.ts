import { parseEnv } from 'node:util';
import type { Configuration } from './configuration.ts';
import { findUnknownSettings } from './find-unknown-settings.ts';
import { readApiConfiguration } from './read-api-configuration.ts';
import { readDatabaseConfiguration } from './read-database-configuration.ts';
import { readModelConfiguration } from './read-model-configuration.ts';
import { readTelegramConfiguration } from './read-telegram-configuration.ts';
import { type ResolvedSetting, resolveSettings } from './resolve-settings.ts';
import { type SettingName, settingsTable } from './settings-table.ts';

export type { Configuration } from './configuration.ts';

export interface ConfigurationInput {
  environment: Readonly<Record<string, string | undefined>>;
  /** Text of the `.env` file, empty when there is none. */
  envFileText: string;
  /** Settings given on the command line, by their name in the table. */
  flags: Partial<Record<SettingName, string>>;
  /** Reads the file that `<NAME>_FILE` names. */
  readFile: (path: string) => string;
}

/**
 * Makes the configuration from what was given; flags win over the environment, that over `.env`, that over defaults.
 *
 * @throws TgParserError `setting_invalid` that names every wrong setting, its value (never of a secret) and what is allowed
 */
export function readConfiguration({ environment, envFileText, flags, readFile }: ConfigurationInput): {
  configuration: Configuration;
  /** Whole sentences for the person: names in `.env` that look like settings and are none. */
  warnings: string[];
} {
  const envFile = parseEnv(envFileText.replace(/^\uFEFF/, ''));
  const settings = resolveSettings(
    settingsTable,
    [
      { origin: 'flag', values: flags },
      { origin: 'environment', values: environment },
      { origin: '.env', values: envFile },
    ],
    readFile,
  );
  return { configuration: toConfiguration(settings), warnings: findUnknownSettings(Object.keys(envFile), settingsTable) };
}

/** The values are of the kinds that the table promises: `resolveSettings` has checked them. */
function toConfiguration(settings: readonly ResolvedSetting[]): Configuration {
  const values = new Map(settings.map(({ setting, value }) => [setting.name, value]));
  const text = (name: SettingName) => String(values.get(name));
  const number = (name: SettingName) => Number(values.get(name));
  const numberOrNull = (name: SettingName) => (values.get(name) === null ? null : number(name));
  const database = readDatabaseConfiguration(settings);
  return {
    dataDirectory: text('DATA_DIR'),
    database,
    telegram: readTelegramConfiguration(settings),
    models: readModelConfiguration(settings),
    retry: {
      maxAttempts: number('RETRY_MAX_ATTEMPTS'),
      backoffBaseInMs: number('RETRY_BACKOFF_BASE') * 1000,
      backoffMaxInMs: number('RETRY_BACKOFF_MAX') * 1000,
      jitter: number('RETRY_JITTER'),
    },
    topicization: {
      maxTopics: numberOrNull('TOPICIZATION_MAX_TOPICS'),
      topNAnchors: number('TOPICIZATION_TOP_N_ANCHORS'),
      anchorMinScore: number('TOPICIZATION_ANCHOR_MIN_SCORE'),
      supportingMinScore: number('TOPICIZATION_SUPPORTING_MIN_SCORE'),
      singletonMinLength: number('TOPICIZATION_SINGLETON_MIN_LENGTH'),
      singletonMinScore: number('TOPICIZATION_SINGLETON_MIN_SCORE'),
      rebuildGrowth: number('TOPICIZATION_REBUILD_GROWTH'),
    },
    api: readApiConfiguration(settings),
    jobs: {
      concurrency: number('WORKER_CONCURRENCY'),
      heartbeatInMs: number('JOB_HEARTBEAT') * 1000,
      maxAttempts: number('JOB_MAX_ATTEMPTS'),
      shutdownGraceInMs: number('JOB_SHUTDOWN_GRACE') * 1000,
      retentionInDays: number('JOB_RETENTION_DAYS'),
      exportsDirectory: text('EXPORTS_DIR'),
      metrics:
        values.get('WORKER_METRICS_PORT') === null
          ? null
          : { host: text('WORKER_METRICS_HOST'), port: number('WORKER_METRICS_PORT') },
    },
    tracesUrl: values.get('OTEL_EXPORTER_OTLP_ENDPOINT') === null ? null : text('OTEL_EXPORTER_OTLP_ENDPOINT'),
    log: {
      level: text('LOG_LEVEL').toLowerCase() as Configuration['log']['level'],
      format: text('LOG_FORMAT') as Configuration['log']['format'],
    },
    // The default engine follows from the URLs: people are shown the one in force.
    settings: settings.map((resolved) =>
      resolved.setting.name === 'DB_TYPE' ? { ...resolved, value: database.engine } : resolved,
    ),
  };
}
