import { instantFromDate } from '../domain/instant.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore, ProcessedChunk } from '../ports/document-store.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import type { Logger } from '../ports/logger.ts';
import type { StoredRawMessage } from '../ports/raw-store.ts';
import { describeChunk } from './describe-chunk.ts';
import type { DescribedUnit } from './describe-units.ts';
import type { PreparedUnit } from './prepare-unit.ts';
import type { ProcessTally } from './process-report.ts';
import type { Settlement } from './settle-block.ts';
import { toDocument } from './to-document.ts';

/** Settled messages a commit. */
const chunkSize = 500;

export interface ChunkSaver {
  /** Takes over what is to be done about one message; saves when a chunk is full, and says whether it did. */
  add(settlement: Settlement): Promise<boolean>;
  /** Saves what is waiting. */
  flush(): Promise<void>;
  /** Units taken over so far that need a document. */
  readonly unitsTaken: number;
}

export interface SaverDependencies {
  documentStore: DocumentStore;
  model: LanguageModel;
  clock: Clock;
  log: Logger;
}

export interface SaverOptions {
  channelId: string;
  pipelineVersion: string;
  concurrency: number;
  signal?: AbortSignal | undefined;
  tally: ProcessTally;
}

/** Gathers messages to chunks, asks the model about them, and commits each chunk with its states, documents and failures. */
export function createChunkSaver(dependencies: SaverDependencies, options: SaverOptions): ChunkSaver {
  const { documentStore, model, clock, log } = dependencies;
  const { channelId, tally, signal } = options;
  let units: PreparedUnit[] = [];
  let chunk: ProcessedChunk = emptyChunk();
  let attempts: Map<string, number> | null = null;
  let unitsTaken = 0;

  return {
    get unitsTaken() {
      return unitsTaken;
    },
    async add(settlement) {
      if (settlement.kind === 'unchanged') {
        tally.unchanged_total += 1;
      } else if (settlement.kind === 'skipped') {
        chunk.states.push(settlement.state);
        tally.skipped_by_reason[settlement.reason] += 1;
      } else if (settlement.kind === 'failed') {
        unitsTaken += 1;
        await fail(settlement.stored, settlement.fingerprint, settlement.error);
      } else {
        unitsTaken += 1;
        units.push(settlement.unit);
      }
      const isFull = units.length + chunk.states.length >= chunkSize;
      if (isFull) {
        await flush();
      }
      return isFull;
    },
    flush,
  };

  async function flush(): Promise<void> {
    const { described, stoppedBy } = await describeChunk(model, units, { concurrency: options.concurrency, signal });
    for (const answer of described) {
      await take(answer);
    }
    if (chunk.states.length > 0) {
      await documentStore.saveChunk(channelId, chunk);
    }
    chunk = emptyChunk();
    units = [];
    if (stoppedBy !== null) {
      throw stoppedBy;
    }
    if (signal?.aborted) {
      throw new TgParserError(
        'interrupted',
        `Processing of channel ${channelId} was interrupted; finished messages are stored`,
        {
          hint: 'Give the same command again: it goes on from there.',
        },
      );
    }
  }

  async function take(answer: DescribedUnit): Promise<void> {
    const { unit } = answer;
    if ('error' in answer) {
      await fail(unit.unit.first, unit.fingerprint, answer.error);
      return;
    }
    const { description, usage } = answer;
    const { pipelineVersion } = options;
    const document = toDocument(unit, description, { pipelineVersion, modelId: model.modelId, at: clock.now(), usage });
    chunk.documents.push({ document, sketch: unit.sketch.keys });
    chunk.states.push(toState(unit.unit.first, unit.fingerprint, 'documented'));
    tally.processed_total += 1;
    tally.tokens.input += usage?.inputTokens ?? 0;
    tally.tokens.output += usage?.outputTokens ?? 0;
  }

  async function fail(stored: StoredRawMessage, fingerprint: string, error: unknown): Promise<void> {
    const sourceRef = stored.message.source_ref;
    const failureClass = error instanceof TgParserError ? error.code : 'internal';
    attempts ??= await readAttempts(documentStore, channelId);
    chunk.failures.push({
      sourceRef,
      step: 'process',
      failureClass,
      message: describeError(error),
      attempts: (attempts.get(sourceRef) ?? 0) + 1,
      failedAt: instantFromDate(clock.now()),
    });
    chunk.states.push(toState(stored, fingerprint, 'failed'));
    tally.failed_by_class[failureClass] = (tally.failed_by_class[failureClass] ?? 0) + 1;
    log.log('warn', 'message_failed', { source_ref: sourceRef, failure_class: failureClass });
  }
}

function emptyChunk(): ProcessedChunk {
  return { states: [], documents: [], failures: [] };
}

function toState({ space, messageId }: StoredRawMessage, fingerprint: string, state: 'documented' | 'failed') {
  return { space, messageId, state, skipReason: null, fingerprint };
}

function describeError(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}

/** How often each waiting message was tried; read only when something fails. */
async function readAttempts(documentStore: DocumentStore, channelId: string): Promise<Map<string, number>> {
  const failures = await documentStore.failures(channelId, { limit: 100_000 });
  return new Map(failures.map(({ sourceRef, attempts }) => [sourceRef, attempts]));
}
