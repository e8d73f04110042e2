import type { MessageSpace } from '../../domain/source-ref.ts';
import type { LiveWork } from './live-work.ts';
import { markVanished } from './mark-vanished.ts';

/** Known messages that a run did not find where they should be. */
export interface VanishingTally {
  note(space: MessageSpace, ids: readonly number[]): void;
  /** Marks them, if that can be believed. */
  settle(work: LiveWork): Promise<void>;
}

/** Judged at the end of a run: only then it shows how many there are. A message that is still missing is found missing again by the next run. */
export function createVanishingTally(): VanishingTally {
  const missing: Record<MessageSpace, Set<number>> = { post: new Set(), comment: new Set() };
  return {
    note(space, ids) {
      for (const id of ids) {
        missing[space].add(id);
      }
    },
    settle: async (work) => void (await markVanished(work, { post: [...missing.post], comment: [...missing.comment] })),
  };
}
