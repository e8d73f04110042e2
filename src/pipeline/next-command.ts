import type { ExplainedMessage } from './explained-message.ts';

/**
 * The command that leads on from where a message is.
 *
 * @returns null where nothing is left to do
 */
export function nextCommand(
  { state, topics, outside, duplicate_of, album_document }: Omit<ExplainedMessage, 'next_command'>,
  sourceId: string,
): string | null {
  switch (state) {
    case 'in_topic':
      return `tg-parser topics show ${topics[0]?.id}`;
    case 'outside_topics':
      return outside?.nearest_topic
        ? `tg-parser topics show ${outside.nearest_topic.id}`
        : `tg-parser topics list --channel ${sourceId} --outside`;
    case 'duplicate':
      return `tg-parser explain ${duplicate_of}`;
    case 'album_member':
      return album_document === null ? null : `tg-parser explain ${album_document}`;
    case 'failed':
      return `tg-parser process --channel ${sourceId} --retry-failed`;
    case 'unprocessed':
      return `tg-parser process --channel ${sourceId}`;
    case 'not_topicized':
      return `tg-parser topicize --channel ${sourceId}`;
    default:
      return null;
  }
}
