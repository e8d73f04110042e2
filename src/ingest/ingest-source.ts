import { instantFromDate } from '../domain/instant.ts';
import type { RawMessage } from '../domain/raw-message.ts';
import type { StepResult } from '../domain/run.ts';
import type { Source } from '../domain/source.ts';
import { type MessageSpace, parseSourceRef } from '../domain/source-ref.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { MessageSource, SourceChunk, UnknownShape } from '../ports/message-source.ts';
import type { ReportProgress } from '../ports/progress.ts';
import type { RawChunk, RawStore } from '../ports/raw-store.ts';
import type { SourceStore } from '../ports/source-store.ts';
import { countBatch, countDamages, type IngestCounts, noCounts } from './ingest-counts.ts';
import { type StoredBatch, storeMessages } from './store-messages.ts';

export interface IngestDependencies {
  rawStore: RawStore;
  sourceStore: SourceStore;
  clock: Clock;
}

export interface IngestOptions {
  /** `incremental` trusts that an input which was stored whole before holds nothing new; `snapshot` reads it again. */
  mode?: 'incremental' | 'snapshot' | undefined;
  /** Stop after this many new messages; the next run goes on from there. */
  limit?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ReportProgress | undefined;
}

/** What an import did. */
export interface IngestReport extends IngestCounts {
  source_id: string;
  channel_id: string;
  unknown_shapes: UnknownShape[];
  notices: string[];
  /** True when `limit` ended the run before the input did. */
  limited: boolean;
  /** True when the whole input was known by its fingerprint and not read again. */
  known_input: boolean;
  duration_seconds: number;
}

interface ReadRange {
  oldest: number;
  newest: number;
}

/**
 * Copies the messages of one opened source into the raw store: exactly once by source_ref, a chunk a commit, so that a
 * run that is cut off anywhere goes on where it was.
 *
 * @throws TgParserError `interrupted` after the chunk in hand when `signal` fires
 */
export async function ingestSource(
  { rawStore, sourceStore, clock }: IngestDependencies,
  { source, messages }: { source: Source; messages: MessageSource },
  { mode = 'incremental', limit, signal, onProgress }: IngestOptions = {},
): Promise<StepResult<IngestReport>> {
  const startedAt = clock.now();
  const { channelId } = messages.channel;
  const report = emptyReport(source.sourceId, messages);

  const earlier = mode === 'incremental' && (await rawStore.hasImports(channelId)) ? await findEarlierImport() : null;
  if (earlier) {
    const total = Number(earlier.total ?? 0);
    Object.assign(report, { total, duplicates: total, known_input: true, unknown_shapes: earlier.unknown_shapes ?? [] });
    return finish('nothing_to_do');
  }

  const read: ReadRange = { oldest: Number.POSITIVE_INFINITY, newest: 0 };
  for await (const piece of messages.read({ chunkSize: source.batchSize, signal })) {
    countDamages(report, piece.damages);
    const room = limit === undefined ? Number.POSITIVE_INFINITY : limit - report.added;
    const batches = await rawStore.writeChunk(channelId, (chunk) => storeChunk(chunk, piece, room));
    for (const batch of batches) {
      countBatch(report, batch);
    }
    for (const message of piece.messages) {
      const { messageId } = parseSourceRef(message.source_ref);
      read.oldest = Math.min(read.oldest, messageId);
      read.newest = Math.max(read.newest, messageId);
    }
    onProgress?.({ activity: 'reading the export', done: piece.bytesRead, total: piece.bytesTotal, unit: 'bytes' });
    if (signal?.aborted) {
      throw new TgParserError('interrupted', `Stopped while reading; ${report.added} new messages are stored`, {
        hint: 'Run the same command again: it goes on from there.',
      });
    }
    if (limit !== undefined && report.added >= limit) {
      report.limited = true;
      break;
    }
  }
  report.unknown_shapes = messages.unknownShapes();
  if (read.newest > 0 && !report.limited) {
    await moveCursors(read);
  }
  await rememberWholeImport();
  if (report.damaged > 0) {
    return finish('partial');
  }
  return finish(report.added + report.changed + report.rearranged > 0 ? 'done' : 'nothing_to_do');

  async function storeChunk(chunk: RawChunk, piece: SourceChunk, room: number): Promise<StoredBatch[]> {
    const batches: StoredBatch[] = [];
    let left = room;
    for (const { space, batch } of splitByIdentity(piece.messages)) {
      const stored = await storeMessages(chunk, { space, messages: batch, limit: left }, instantFromDate(clock.now()));
      left -= stored.added.length;
      batches.push(stored);
    }
    return batches;
  }

  /** Where an input does not touch what was read before, messages between both may be missing: a live source then reads them. */
  async function moveCursors({ oldest, newest }: ReadRange): Promise<void> {
    const { head, backfill } = await sourceStore.cursors(source.sourceId);
    const touchesHead = head === null || oldest <= head + 1;
    const touchesBackfill = backfill === null ? touchesHead : newest >= backfill - 1 && touchesHead;
    const move = { ...(touchesHead ? { head: newest } : {}), ...(touchesBackfill ? { backfill: oldest } : {}) };
    await sourceStore.moveCursors(source.sourceId, move, instantFromDate(clock.now()));
  }

  async function findEarlierImport(): Promise<Record<string, unknown> | null> {
    const fingerprint = await messages.fingerprint({ signal, onProgress });
    return fingerprint === null ? null : await rawStore.findImport(channelId, fingerprint);
  }

  async function rememberWholeImport(): Promise<void> {
    const fingerprint = report.limited || report.damaged > 0 ? null : await messages.fingerprint({ signal });
    if (fingerprint !== null) {
      const { total, unknown_shapes } = report;
      await rawStore.writeChunk(channelId, (chunk) =>
        chunk.rememberImport(fingerprint, { total, unknown_shapes }, instantFromDate(clock.now())),
      );
    }
  }

  function finish(outcome: 'done' | 'nothing_to_do' | 'partial'): StepResult<IngestReport> {
    report.duration_seconds = (clock.now().getTime() - startedAt.getTime()) / 1000;
    return { outcome, report };
  }
}

/** Cuts a chunk into batches of one space in which no id stands twice; a repeated id opens the next batch. */
function splitByIdentity(messages: RawMessage[]): { space: MessageSpace; batch: RawMessage[] }[] {
  const batches: { space: MessageSpace; batch: RawMessage[]; ids: Set<number> }[] = [];
  for (const message of messages) {
    const { space, messageId } = parseSourceRef(message.source_ref);
    const last = batches.at(-1);
    if (last && last.space === space && !last.ids.has(messageId)) {
      last.batch.push(message);
      last.ids.add(messageId);
    } else {
      batches.push({ space, batch: [message], ids: new Set([messageId]) });
    }
  }
  return batches;
}

function emptyReport(sourceId: string, { channel }: MessageSource): IngestReport {
  return {
    source_id: sourceId,
    channel_id: channel.channelId,
    ...noCounts(),
    unknown_shapes: [],
    notices: channel.notices,
    limited: false,
    known_input: false,
    duration_seconds: 0,
  };
}
