import type { Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Application } from './application.ts';
import { type IngestAllOptions, type IngestAllReport, ingestAll } from './ingest-all.ts';

export interface FollowOptions extends IngestAllOptions {
  /** Seconds between two looks at a source without a `pollInterval` of its own. Default 300. */
  usualInterval?: number | undefined;
  onRound?: ((report: IngestAllReport) => void) | undefined;
}

/** Sources that are added or resumed meanwhile are noticed after this time at the latest. */
const longestSleepInMs = 60_000;

/**
 * Looks at every live source again and again, each at its own interval, until the signal ends it.
 *
 * @throws TgParserError `interrupted`, always
 */
export async function followSources(
  application: Application,
  { usualInterval = 300, onRound, ...options }: FollowOptions,
): Promise<never> {
  const { clock, delay, sourceStore } = application;
  /** When a source is due, in milliseconds since 1970. */
  const dueAt = new Map<string, number>();
  const intervalOf = ({ pollInterval }: Source) => (pollInterval ?? usualInterval) * 1000;
  while (!options.signal?.aborted) {
    const followed = (await sourceStore.list()).filter(isFollowed);
    for (const source of followed) {
      dueAt.set(source.sourceId, dueAt.get(source.sourceId) ?? (await firstDue(application, source, intervalOf(source))));
    }
    const now = clock.now().getTime();
    const due = new Set(followed.filter(({ sourceId }) => (dueAt.get(sourceId) ?? 0) <= now).map(({ sourceId }) => sourceId));
    if (due.size > 0) {
      onRound?.(await ingestAll(application, { ...options, wants: ({ sourceId }) => due.has(sourceId) }));
      for (const source of followed.filter(({ sourceId }) => due.has(sourceId))) {
        dueAt.set(source.sourceId, clock.now().getTime() + intervalOf(source));
      }
    }
    const next = Math.min(...followed.map(({ sourceId }) => dueAt.get(sourceId) ?? 0));
    await delay(Math.min(Math.max(next - clock.now().getTime(), 0), longestSleepInMs), options.signal);
  }
  throw new TgParserError('interrupted', 'Stopped following; what was read is stored', {
    hint: 'The same command goes on where each source was.',
  });
}

function isFollowed({ via, status }: Source): boolean {
  return via !== 'export' && status === 'active';
}

/** A program that is started again does not look at everything at once. */
async function firstDue({ sourceStore }: Application, { sourceId }: Source, intervalInMs: number): Promise<number> {
  const last = await sourceStore.lastAttempt(sourceId);
  return last === null ? 0 : Date.parse(last.finishedAt) + intervalInMs;
}
