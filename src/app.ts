import { createBuiltinLanguageModel } from './adapters/model-builtin/builtin-language-model.ts';
import { createBuiltinEmbedder } from './adapters/model-builtin/embed-corpus.ts';
import { createMigrationCatalogue } from './adapters/store-sql/migrations/migration-catalogue.ts';
import { openStores } from './adapters/store-sql/open-stores.ts';
import { isDemoFolder } from './adapters/store-sqlite/is-demo-folder.ts';
import { openSqliteDatabases } from './adapters/store-sqlite/open-sqlite-databases.ts';
import { createStreamLogger } from './adapters/system/stream-logger.ts';
import { systemClock } from './adapters/system/system-clock.ts';
import { openExport } from './adapters/telegram-export/open-export.ts';
import type { Configuration } from './config/configuration.ts';
import type { Application } from './pipeline/application.ts';

export interface OpenedApplication {
  application: Application;
  /** Releases everything, in reverse order of opening. */
  close: () => Promise<void>;
}

export interface ApplicationOptions {
  /** Where log lines go. */
  logStream: NodeJS.WritableStream;
  /** Logs everything, whatever the settings say. */
  isVerbose?: boolean;
}

/** The composition root: configuration → adapters → the application. The only place that knows which adapter serves a port. */
export async function createApplication(
  configuration: Configuration,
  { logStream, isVerbose = false }: ApplicationOptions,
): Promise<OpenedApplication> {
  const clock = systemClock;
  const { level, format } = configuration.log;
  const log = createStreamLogger({ stream: logStream, level: isVerbose ? 'debug' : level, format, clock });
  const databases = openStores(
    openSqliteDatabases({
      paths: configuration.databasePaths,
      upgradesItself: isDemoFolder(configuration.dataDirectory),
      observer: { onBackup: ({ location, path }) => log.log('info', 'database_backed_up', { location, path }) },
    }),
  );
  return {
    application: {
      ...databases,
      migrations: createMigrationCatalogue({
        sqlite: async () => (await import('./adapters/store-sqlite/sqlite-migration-engine.ts')).sqliteMigrationEngine,
        postgresql: async () =>
          (await import('./adapters/store-postgres/postgres-migration-engine.ts')).postgresMigrationEngine,
      }),
      openExport,
      model: createBuiltinLanguageModel(),
      embedder: createBuiltinEmbedder(),
      clock,
      log,
    },
    close: () => databases.close(),
  };
}
