import type { WordedDraft } from './word-drafts.ts';

/** Topics that the model failed for, by error code. */
export function countFailures(drafts: readonly WordedDraft[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { worded } of drafts) {
    if (worded?.failure) {
      counts[worded.failure.code] = (counts[worded.failure.code] ?? 0) + 1;
    }
  }
  return counts;
}
