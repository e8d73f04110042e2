import type { RawMessage } from '../../src/domain/raw-message.ts';
import { parseSourceRef } from '../../src/domain/source-ref.ts';

/**
 * Messages as if nobody had sorted them into sections: the messages that open a section with its title are gone, nobody answers them, and
 * no message names its section.
 *
 * @param openings ids of the messages that open sections
 */
export function hideSections(messages: readonly RawMessage[], openings: ReadonlySet<number>): RawMessage[] {
  return messages
    .filter(({ source_ref }) => !openings.has(parseSourceRef(source_ref).messageId))
    .map(({ forum_topic, thread_id, parent_message_id, ...message }) => ({
      ...message,
      ...(parent_message_id === undefined || openings.has(Number(parent_message_id)) ? {} : { parent_message_id }),
    }));
}
