import type { RawMessage } from '../domain/raw-message.ts';
import { parseSourceRef } from '../domain/source-ref.ts';
import type { MessagePlace } from '../ports/raw-store.ts';
import { albumKey } from './album-key.ts';

/** The place of a message as far as the message itself tells it: in a thread of its own, in no album. */
export function toPlace(message: RawMessage): MessagePlace {
  const { space, messageId } = parseSourceRef(message.source_ref);
  const opensForumTopic = message.service_action === 'topic_created';
  const parentId = Number(message.parent_message_id);
  const threadId = Number(message.thread_id);
  const topicId = Number(message.forum_topic?.id);
  return {
    space,
    messageId,
    isService: message.message_type === 'service',
    date: message.date,
    parentId: message.parent_message_id !== undefined && Number.isSafeInteger(parentId) ? parentId : null,
    // The thread of a comment is the post that it stands under: nothing that other comments say changes it.
    threadId: space === 'comment' && Number.isSafeInteger(threadId) ? threadId : messageId,
    forumTopicId: opensForumTopic ? messageId : Number.isSafeInteger(topicId) ? topicId : null,
    forumTopicTitle: opensForumTopic ? (message.forum_topic?.title ?? '') : null,
    albumId: null,
    albumKey: albumKey(message),
    hasText: message.text.trim() !== '',
  };
}
