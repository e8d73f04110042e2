import type { Source } from '../../domain/source.ts';

/** Whether the way down has ended as low as the source wants it. */
export function isBackfilled({ historyFrom }: Source, backfilledTo: string | null): boolean {
  return backfilledTo === 'begin' || (backfilledTo !== null && historyFrom !== null && backfilledTo <= historyFrom);
}
