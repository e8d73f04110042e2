import { parseSourceRef } from '../../domain/source-ref.ts';
import type { LivePage } from '../../ports/live-source.ts';

/** Null for a page without messages. */
export function highestOf({ messages }: LivePage): number | null {
  const last = messages.at(-1);
  return last === undefined ? null : parseSourceRef(last.source_ref).messageId;
}
