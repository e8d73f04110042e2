import type { Source } from '../../domain/source.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LiveSource } from '../../ports/live-source.ts';
import type { RawStore } from '../../ports/raw-store.ts';
import type { SourceStore } from '../../ports/source-store.ts';
import type { LiveIngestReport } from './live-report.ts';
import type { VanishingTally } from './vanishing-tally.ts';

export interface LiveDependencies {
  rawStore: RawStore;
  sourceStore: SourceStore;
  clock: Clock;
}

/** One run over a live channel, as its parts share it. */
export interface LiveWork extends LiveDependencies {
  source: Source;
  live: LiveSource;
  channelId: string;
  report: LiveIngestReport;
  vanishing: VanishingTally;
  /** New messages that the limit leaves room for. */
  room(): number;
  /**
   * Called after each page that is stored.
   *
   * @throws TgParserError `interrupted`
   */
  onPage(): void;
  /** A person said that messages are gone, however many. */
  isVanishConfirmed: boolean;
  signal: AbortSignal | undefined;
}
