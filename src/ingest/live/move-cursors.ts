import { instantFromDate } from '../../domain/instant.ts';
import type { SourceCursors } from '../../ports/source-store.ts';
import type { LiveWork } from './live-work.ts';

/** Called behind a page that is stored: a cursor never stands where nothing is. */
export async function moveCursors({ sourceStore, source, clock }: LiveWork, move: Partial<SourceCursors>): Promise<void> {
  await sourceStore.moveCursors(source.sourceId, move, instantFromDate(clock.now()));
}
