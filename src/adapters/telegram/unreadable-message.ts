import type { RawMessage } from '../../domain/raw-message.ts';

/** A message that cannot be read. */
export interface UnreadableMessage {
  /** One line for a person. */
  problem: string;
  messageId: string | null;
}

export function isUnreadable(message: RawMessage | UnreadableMessage): message is UnreadableMessage {
  return !('source_ref' in message);
}
