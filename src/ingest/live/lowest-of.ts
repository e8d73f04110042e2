import { parseSourceRef } from '../../domain/source-ref.ts';
import type { LivePage } from '../../ports/live-source.ts';

/** Null for a page without messages. */
export function lowestOf({ messages }: LivePage): number | null {
  const [first] = messages;
  return first === undefined ? null : parseSourceRef(first.source_ref).messageId;
}
