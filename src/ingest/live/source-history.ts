import type { RawMessage } from '../../domain/raw-message.ts';
import type { Source } from '../../domain/source.ts';
import type { LivePage } from '../../ports/live-source.ts';

/** Whether a message is of the time that the source wants. */
export function isOfHistory({ historyFrom, historyTo }: Source, { date }: RawMessage): boolean {
  return (historyFrom === null || date >= historyFrom) && (historyTo === null || date <= historyTo);
}

/** Whether nothing below the page is wanted: ids and times grow together. */
export function isBelowHistory({ historyFrom }: Source, { messages: [oldest] }: LivePage): boolean {
  return historyFrom !== null && oldest !== undefined && oldest.date < historyFrom;
}

/** Whether nothing above the page is wanted. */
export function isBeyondHistory({ historyTo }: Source, { messages }: LivePage): boolean {
  const newest = messages.at(-1);
  return historyTo !== null && newest !== undefined && newest.date > historyTo;
}
