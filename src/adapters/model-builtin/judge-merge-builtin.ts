import type { MergeJudgement } from '../../ports/judge-merges.ts';

/** Proposes nothing: that two topics are near each other is all that it could say, and known already. */
export function judgeMergeBuiltin(): MergeJudgement {
  return { same: false, why: '' };
}
