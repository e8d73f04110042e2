import type { LivePage, LiveSource } from '../../ports/live-source.ts';
import { highestOf } from './highest-of.ts';
import { lowestOf } from './lowest-of.ts';
import type { Patience } from './patience.ts';

/**
 * A live source that asks again for a page that failed for a passing reason: after the wait that Telegram named, never before, else after
 * a growing one. What came before the page is not asked for again.
 */
export function withPageRetries(live: LiveSource, patience: Patience): LiveSource {
  const { readThread, readChanges } = live;
  return {
    channel: live.channel,
    readOlder: ({ beforeId }, options) =>
      retried(beforeId, (from) => live.readOlder({ beforeId: from }, options), lowestOf, options?.signal),
    readNewer: ({ afterId }, options) =>
      retried(afterId, (from) => live.readNewer({ afterId: from }, options), highestOf, options?.signal),
    readThread: readThread && retriedThread(readThread),
    readChanges: readChanges && ((state, signal) => patience.insist(() => readChanges(state, signal), signal)),
    unknownShapes: () => live.unknownShapes(),
    close: () => live.close(),
  };

  function retriedThread(read: NonNullable<LiveSource['readThread']>): NonNullable<LiveSource['readThread']> {
    return ({ postId, afterId }, options) =>
      retried(afterId, (from) => read({ postId, afterId: from }, options), highestOf, options?.signal);
  }

  async function* retried<Position extends number | null>(
    start: Position,
    open: (from: Position) => AsyncIterable<LivePage>,
    positionOf: (page: LivePage) => number | null,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<LivePage, void, undefined> {
    let position = start;
    for (let failures = 0; ; ) {
      try {
        for await (const page of open(position)) {
          failures = 0;
          position = (positionOf(page) ?? position) as Position;
          yield page;
        }
        return;
      } catch (error) {
        failures += 1;
        await patience.waitOrThrow(error, failures, signal);
      }
    }
  }
}
