import { instantFromDate } from '../domain/instant.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { MessageDescription, MessageToDescribe } from '../ports/describe-messages.ts';
import type { DocumentStore, MessageState, ProcessedChunk } from '../ports/document-store.ts';
import type { ItemOutcome } from '../ports/language-model.ts';
import type { Logger } from '../ports/logger.ts';
import type { StoredRawMessage } from '../ports/raw-store.ts';
import { nextAttemptAt } from './next-attempt.ts';
import type { PreparedUnit } from './prepare-unit.ts';
import type { ProcessTally } from './process-report.ts';
import { toDocument } from './to-document.ts';

/** Settled messages a commit. */
const chunkSize = 500;
/** What a slow model has answered is stored after so long, although the chunk is not full. */
const chunkAgeInMs = 2_000;

export interface ChunkSaver {
  skip(state: MessageState): void;
  fail(stored: StoredRawMessage, fingerprint: string, error: unknown): Promise<void>;
  take(unit: PreparedUnit, outcome: ItemOutcome<MessageToDescribe, MessageDescription>): Promise<void>;
  /** Commits what is waiting when it is enough or old enough. */
  saveIfDue(): Promise<void>;
  save(): Promise<void>;
  /** Messages settled so far. */
  readonly settled: number;
}

export interface SaverDependencies {
  documentStore: DocumentStore;
  clock: Clock;
  log: Logger;
}

export interface SaverOptions {
  channelId: string;
  pipelineVersion: string;
  tally: ProcessTally;
}

/** Gathers what was settled to chunks, and commits each with its states, documents and failures. */
export function createChunkSaver({ documentStore, clock, log }: SaverDependencies, options: SaverOptions): ChunkSaver {
  const { channelId, pipelineVersion, tally } = options;
  let chunk = emptyChunk();
  let savedAt = clock.now().getTime();
  let settled = 0;
  let attempts: Map<string, number> | null = null;

  return {
    get settled() {
      return settled;
    },
    skip(state) {
      settle(state);
      if (state.skipReason !== null) {
        tally.skipped_by_reason[state.skipReason] += 1;
      }
    },
    fail,
    async take(unit, outcome) {
      if ('error' in outcome) {
        await fail(unit.unit.first, unit.fingerprint, outcome.error);
        return;
      }
      const document = toDocument(unit, outcome, { pipelineVersion, at: clock.now() });
      chunk.documents.push({ document, sketch: unit.sketch.keys });
      settle(toState(unit.unit.first, unit.fingerprint, 'documented'));
      tally.processed_total += 1;
    },
    async saveIfDue() {
      if (chunk.states.length >= chunkSize || clock.now().getTime() - savedAt >= chunkAgeInMs) {
        await save();
      }
    },
    save,
  };

  async function save(): Promise<void> {
    const ready = chunk;
    chunk = emptyChunk();
    if (ready.states.length > 0) {
      await documentStore.saveChunk(channelId, ready);
    }
    savedAt = clock.now().getTime();
  }

  function settle(state: MessageState): void {
    chunk.states.push(state);
    settled += 1;
  }

  async function fail(stored: StoredRawMessage, fingerprint: string, error: unknown): Promise<void> {
    const sourceRef = stored.message.source_ref;
    const failureClass = error instanceof TgParserError ? error.code : 'internal';
    attempts ??= await readAttempts(documentStore, channelId);
    const attempt = (attempts.get(sourceRef) ?? 0) + 1;
    chunk.failures.push({
      sourceRef,
      step: 'process',
      failureClass,
      message: describeError(error),
      attempts: attempt,
      failedAt: instantFromDate(clock.now()),
      nextAttemptAt: nextAttemptAt(failureClass, attempt, clock.now()),
    });
    settle(toState(stored, fingerprint, 'failed'));
    tally.failed_by_class[failureClass] = (tally.failed_by_class[failureClass] ?? 0) + 1;
    log.log('warn', 'message_failed', { source_ref: sourceRef, failure_class: failureClass });
  }
}

function emptyChunk(): ProcessedChunk {
  return { states: [], documents: [], failures: [] };
}

function toState({ space, messageId }: StoredRawMessage, fingerprint: string, state: 'documented' | 'failed'): MessageState {
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
