import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../../../domain/instant.ts';
import type { NewSource, Source, SourceChange } from '../../../domain/source.ts';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { IngestAttempt, SourceStore } from '../../../ports/source-store.ts';
import { decodeInstant } from '../decode-column.ts';
import type { IngestionSchema } from '../schema/ingestion-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { rememberNames } from './remember-names.ts';
import { moveCursors, readCursors } from './source-cursors.ts';
import { sourceUnknown } from './source-unknown.ts';
import { countUnreadableThreads, moveThreadCursor, readThreadCursors } from './thread-cursors.ts';
import { toSource, toSourceColumns } from './to-source.ts';

/** What a source has when nothing else was said. */
const defaults = { kind: 'unknown', via: 'export', status: 'active', include_comments: false, batch_size: 500 } as const;

export function createSourceStore(database: SqlDatabase<IngestionSchema>): SourceStore {
  /** For what follows from other rows: names and channels that must be free, positions that come next. Rare, so one lock is enough. */
  function writeSources<Result>(work: (transaction: Transaction<IngestionSchema>) => Promise<Result>): Promise<Result> {
    return database.write(async (transaction) => {
      await database.lock(transaction, 'sources');
      return work(transaction);
    });
  }

  return {
    add: (source, at) => writeSources((transaction) => addSource(transaction, source, at)),

    get: (sourceId) => findSource(database, 'source_id', sourceId),
    findByChannelId: (channelId) => findSource(database, 'channel_id', channelId),
    findByUsername: (username) => findSource(database, 'username_key', username.toLowerCase()),

    list: () =>
      database.read(async (reader) => {
        const rows = await reader.selectFrom('sources').selectAll().orderBy('source_id').execute();
        return rows.map(toSource);
      }),

    update: (sourceId, change, at) => writeSources((transaction) => updateSource(transaction, { sourceId, change }, at)),

    nameHistory: (sourceId) =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('source_names')
          .selectAll()
          .where('source_id', '=', sourceId)
          .orderBy('first_seen_at')
          .orderBy('attribute', 'desc')
          .orderBy('position')
          .execute();
        return rows.map(({ attribute, value, first_seen_at }) => ({
          attribute,
          value,
          firstSeenAt: decodeInstant(first_seen_at),
        }));
      }),

    cursors: (sourceId) => readCursors(database, sourceId),
    moveCursors: (sourceId, move, at) => moveCursors(database, { sourceId, move }, at),
    threadCursors: (sourceId, postIds) => readThreadCursors(database, sourceId, postIds),
    moveThreadCursor: (sourceId, cursor) => moveThreadCursor(database, sourceId, cursor),
    unreadableThreads: (sourceId) => countUnreadableThreads(database, sourceId),

    recordAttempt: (attempt) => writeSources((transaction) => recordAttempt(transaction, attempt)),

    lastAttempt: (sourceId) =>
      database.read(async (reader) => {
        const row = await reader
          .selectFrom('ingest_attempts')
          .selectAll()
          .where('source_id', '=', sourceId)
          .orderBy('position', 'desc')
          .limit(1)
          .executeTakeFirst();
        return (
          (row && {
            sourceId,
            startedAt: decodeInstant(row.started_at),
            finishedAt: decodeInstant(row.finished_at),
            outcome: row.outcome,
            errorCode: row.error_code,
            messagesAdded: row.messages_added,
          }) ??
          null
        );
      }),

    remove: (sourceId) =>
      writeSources(async (transaction) => {
        await transaction.deleteFrom('sources').where('source_id', '=', sourceId).execute();
      }),
  };
}

async function addSource(transaction: Transaction<IngestionSchema>, source: NewSource, at: Instant): Promise<Source> {
  const taken = await transaction
    .selectFrom('sources')
    .select('source_id')
    .where('source_id', '=', source.sourceId)
    .executeTakeFirst();
  if (taken) {
    throw new TgParserError('source_exists', `Source "${source.sourceId}" exists already`, {
      hint: `Look at it with "tg-parser sources show ${source.sourceId}", or choose another --source-id.`,
    });
  }
  await refuseTakenChannel(transaction, source.sourceId, source.channelId);
  await transaction
    .insertInto('sources')
    .values({ ...defaults, ...toSourceColumns(source), source_id: source.sourceId, created_at: at, updated_at: at })
    .execute();
  await rememberNames(transaction, { sourceId: source.sourceId, names: source }, at);
  return expectSource(transaction, source.sourceId);
}

async function updateSource(
  transaction: Transaction<IngestionSchema>,
  { sourceId, change }: { sourceId: string; change: SourceChange },
  at: Instant,
): Promise<Source> {
  await expectSource(transaction, sourceId);
  await refuseTakenChannel(transaction, sourceId, change.channelId);
  await transaction
    .updateTable('sources')
    .set({ ...toSourceColumns(change), updated_at: at })
    .where('source_id', '=', sourceId)
    .execute();
  await rememberNames(transaction, { sourceId, names: change }, at);
  return expectSource(transaction, sourceId);
}

async function refuseTakenChannel(
  transaction: Transaction<IngestionSchema>,
  sourceId: string,
  channelId: string | null | undefined,
): Promise<void> {
  if (channelId === null || channelId === undefined) {
    return;
  }
  const owner = await transaction
    .selectFrom('sources')
    .select('source_id')
    .where('channel_id', '=', channelId)
    .where('source_id', '<>', sourceId)
    .executeTakeFirst();
  if (owner) {
    throw new TgParserError('source_exists', `Channel ${channelId} is source "${owner.source_id}" already`, {
      hint: `Use --source ${owner.source_id}.`,
    });
  }
}

async function recordAttempt(transaction: Transaction<IngestionSchema>, attempt: IngestAttempt): Promise<void> {
  const last = await transaction
    .selectFrom('ingest_attempts')
    .select('position')
    .where('source_id', '=', attempt.sourceId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  await transaction
    .insertInto('ingest_attempts')
    .values({
      source_id: attempt.sourceId,
      position: (last?.position ?? 0) + 1,
      started_at: attempt.startedAt,
      finished_at: attempt.finishedAt,
      outcome: attempt.outcome,
      error_code: attempt.errorCode,
      messages_added: attempt.messagesAdded,
    })
    .execute();
}

async function findSource(
  database: SqlDatabase<IngestionSchema>,
  column: 'source_id' | 'channel_id' | 'username_key',
  value: string,
): Promise<Source | null> {
  return database.read(async (reader) => {
    const row = await reader
      .selectFrom('sources')
      .selectAll()
      .where(column, '=', value)
      .orderBy('source_id')
      .limit(1)
      .executeTakeFirst();
    return row ? toSource(row) : null;
  });
}

async function expectSource(database: Kysely<IngestionSchema>, sourceId: string): Promise<Source> {
  const row = await database.selectFrom('sources').selectAll().where('source_id', '=', sourceId).executeTakeFirst();
  if (!row) {
    throw sourceUnknown(sourceId);
  }
  return toSource(row);
}
