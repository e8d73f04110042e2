import { createBuiltinEmbedder } from './adapters/model-builtin/builtin-embedder.ts';
import { createBuiltinLanguageModel } from './adapters/model-builtin/builtin-language-model.ts';
import { createMigrationCatalogue } from './adapters/store-sql/migrations/migration-catalogue.ts';
import { type DatabaseSet, openStores } from './adapters/store-sql/open-stores.ts';
import { openArchives } from './adapters/store-sql/transfer/archive/open-archives.ts';
import { openCopy } from './adapters/store-sql/transfer/open-copy.ts';
import { isDemoFolder } from './adapters/store-sqlite/is-demo-folder.ts';
import { openLogger } from './adapters/system/open-logger.ts';
import { systemClock } from './adapters/system/system-clock.ts';
import { systemDelay } from './adapters/system/system-delay.ts';
import { openExport } from './adapters/telegram-export/open-export.ts';
import type { Configuration, ConnectionConfiguration, DatabaseConfiguration } from './config/configuration.ts';
import { copyTarget } from './config/copy-target.ts';
import { openEmbedder } from './open-embedder.ts';
import { openModels } from './open-models.ts';
import { openTelegram } from './open-telegram.ts';
import type { Application } from './pipeline/application.ts';
import type { Logger } from './ports/logger.ts';

/** A wait that Telegram asks for is waited for within the run up to here; a longer one is stored, and the run ends. */
const longestPageWaitInMs = 60_000;

export interface OpenedApplication {
  application: Application;
  /** Releases everything, in reverse order of opening. */
  close: () => Promise<void>;
}

export interface ApplicationOptions {
  /** Where log lines go. */
  logStream: NodeJS.WritableStream;
  /** Of the program. */
  version: string;
  /** Logs everything, whatever the settings say. */
  isVerbose?: boolean;
  /** Whether to count what happens, for a program that somebody watches. Default false. */
  withMetrics?: boolean;
}

/** The composition root: configuration → adapters → the application. The only place that knows which adapter serves a port. */
export async function createApplication(
  configuration: Configuration,
  { logStream, version, isVerbose = false, withMetrics = false }: ApplicationOptions,
): Promise<OpenedApplication> {
  const clock = systemClock;
  const { level, format } = configuration.log;
  const metrics = withMetrics ? (await import('./adapters/metrics/open-metrics.ts')).openMetrics() : null;
  const ownLog = await openLogger({ stream: logStream, level: isVerbose ? 'debug' : level, format, clock });
  const log = metrics?.observeLog(ownLog) ?? ownLog;
  const set = await openDatabases(configuration.database, configuration, log);
  const stores = openStores(set);
  const databases = metrics?.observeStores(stores) ?? stores;
  const engines = {
    sqlite: async () => (await import('./adapters/store-sqlite/sqlite-migration-engine.ts')).sqliteMigrationEngine,
    postgresql: async () => (await import('./adapters/store-postgres/postgres-migration-engine.ts')).postgresMigrationEngine,
  };
  const telegram = openTelegram(configuration, { clock, log, version });
  const { backoffBaseInMs, backoffMaxInMs, jitter } = configuration.retry;
  const models = openModels(configuration, { stores: databases, clock, log, version });
  return {
    application: {
      ...databases,
      migrations: createMigrationCatalogue(engines),
      openCopy: async (to) =>
        openCopy({ source: set, target: await openDatabases(copyTarget(to, configuration), configuration, log), clock }),
      archives: openArchives(set, engines),
      openExport,
      openLive: telegram.openLive,
      openAccount: telegram.openAccount,
      telegramRetry: {
        maxAttempts: configuration.telegram.maxAttempts,
        ...{ baseInMs: backoffBaseInMs, maxInMs: backoffMaxInMs, jitter, longestWaitInMs: longestPageWaitInMs },
      },
      openModel: models.openModel,
      openProviders: models.openProviders,
      spareModel: createBuiltinLanguageModel(),
      openEmbedder: (purpose) => openEmbedder(configuration, { stores: databases, clock, log }, purpose),
      spareEmbedder: createBuiltinEmbedder(),
      metrics: metrics?.expose({ ...databases, poolNumbers: set.poolNumbers ?? (() => []), clock }) ?? null,
      clock,
      delay: systemDelay,
      log,
    },
    async close() {
      await models.close();
      await telegram.close();
      await databases.close();
    },
  };
}

/** An engine is loaded when it is used: nobody needs the driver of the other one. */
async function openDatabases(
  database: DatabaseConfiguration,
  { dataDirectory, retry }: Configuration,
  log: Logger,
): Promise<DatabaseSet> {
  if (database.engine === 'sqlite') {
    const { openSqliteDatabases } = await import('./adapters/store-sqlite/open-sqlite-databases.ts');
    return openSqliteDatabases({
      paths: database.paths,
      upgradesItself: isDemoFolder(dataDirectory),
      observer: { onBackup: ({ location, path }) => log.log('info', 'database_backed_up', { location, path }) },
    });
  }
  const { openPostgresDatabases } = await import('./adapters/store-postgres/open-postgres-databases.ts');
  const { ingestion, raw, processing } = database.connections;
  return openPostgresDatabases({
    connections: { ingestion: toConnection(ingestion), raw: toConnection(raw), processing: toConnection(processing) },
    pool: database.pool,
    retry: {
      maxAttempts: retry.maxAttempts,
      baseInMs: retry.backoffBaseInMs,
      maxInMs: retry.backoffMaxInMs,
      jitter: retry.jitter,
    },
    onWarning: (message) => log.log('warn', 'database_unreachable', { message }),
  });
}

function toConnection(connection: ConnectionConfiguration) {
  if ('url' in connection) {
    return { connectionString: connection.url.reveal() };
  }
  const { host, port, name, user, password } = connection;
  return { host, port, database: name, user, password: password?.reveal() };
}
