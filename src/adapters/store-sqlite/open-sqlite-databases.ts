import type { Clock } from '../../ports/clock.ts';
import type { DatabaseName, Databases } from '../../ports/databases.ts';
import type { DocumentStore } from '../../ports/document-store.ts';
import type { RawStore } from '../../ports/raw-store.ts';
import type { RunStore } from '../../ports/run-store.ts';
import type { SourceStore } from '../../ports/source-store.ts';
import type { TopicStore } from '../../ports/topic-store.ts';
import { createDocumentStore } from '../store-sql/document-store/document-store.ts';
import { createRawStore } from '../store-sql/raw-store/raw-store.ts';
import { createRunStore } from '../store-sql/run-store/run-store.ts';
import type { IngestionSchema } from '../store-sql/schema/ingestion-schema.ts';
import type { ProcessingSchema } from '../store-sql/schema/processing-schema.ts';
import type { RawSchema } from '../store-sql/schema/raw-schema.ts';
import { createSourceStore } from '../store-sql/source-store/source-store.ts';
import { createTopicStore } from '../store-sql/topic-store/topic-store.ts';
import { sqliteDatabase } from './sqlite-database.ts';

export interface SqliteDatabasesOptions {
  /** The file of each database; missing ones are created, with their folders, when they are first needed. */
  paths: Record<DatabaseName, string>;
  /** How long to wait for another process that writes, in milliseconds. Default 30,000. */
  busyTimeoutMs?: number;
  /** Dates the migrations. Default the machine's. */
  clock?: Clock;
}

export interface OpenedDatabases {
  databases: Databases;
  sourceStore: SourceStore;
  rawStore: RawStore;
  documentStore: DocumentStore;
  topicStore: TopicStore;
  runStore: RunStore;
  close(): Promise<void>;
}

/**
 * The stores on three SQLite files. A file is opened by the first call that needs it; a missing or empty one is created at head.
 *
 * Each call of a store may throw TgParserError `storage_*`, `schema_outdated` or `schema_unknown`.
 */
export async function openSqliteDatabases({
  paths,
  busyTimeoutMs = 30_000,
  clock = { now: () => new Date() },
}: SqliteDatabasesOptions): Promise<OpenedDatabases> {
  const ingestion = sqliteDatabase<IngestionSchema>({ name: 'ingestion', path: paths.ingestion, busyTimeoutMs, clock });
  const raw = sqliteDatabase<RawSchema>({ name: 'raw', path: paths.raw, busyTimeoutMs, clock });
  const processing = sqliteDatabase<ProcessingSchema>({ name: 'processing', path: paths.processing, busyTimeoutMs, clock });
  const byName = { ingestion, raw, processing };
  return {
    databases: {
      state: (database) => byName[database].state(),
      history: (database) => byName[database].history(),
      upgrade: (database) => byName[database].upgrade(),
    },
    sourceStore: createSourceStore(ingestion),
    rawStore: createRawStore(raw),
    documentStore: createDocumentStore(processing),
    topicStore: createTopicStore(processing),
    runStore: createRunStore(processing),
    async close() {
      await processing.close();
      await raw.close();
      await ingestion.close();
    },
  };
}
