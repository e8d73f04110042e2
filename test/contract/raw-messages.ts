import type { RawMessage } from '../../src/domain/raw-message.ts';
import { formatSourceRef, type MessageSpace } from '../../src/domain/source-ref.ts';
import type { MessagePlace, NewRawMessage, StoredRawMessage } from '../../src/ports/raw-store.ts';

export const channelId = '1000000001';
export const noon = '2024-05-01T12:00:00Z';

/** A message as a source would show it. */
export function rawMessage(messageId: number, fields: Partial<RawMessage> = {}, space: MessageSpace = 'post'): RawMessage {
  return {
    id: String(messageId),
    message_type: space,
    source_ref: formatSourceRef({ channelId, space, messageId }),
    channel_id: channelId,
    date: noon,
    text: `text ${messageId}`,
    ...fields,
  };
}

export function newMessage(
  messageId: number,
  { record = {}, place = {} }: { record?: Partial<RawMessage>; place?: Partial<MessagePlace> } = {},
): NewRawMessage {
  const space = place.space ?? 'post';
  return {
    place: {
      space,
      messageId,
      isService: false,
      date: noon,
      parentId: null,
      threadId: messageId,
      forumTopicId: null,
      forumTopicTitle: null,
      albumId: null,
      albumKey: null,
      hasText: true,
      ...place,
    },
    record: rawMessage(messageId, record, space),
    digest: `sha256:${messageId}`,
  };
}

export async function collect<Item>(pages: AsyncIterable<Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...page);
  }
  return items;
}

export function idsOf(messages: Pick<StoredRawMessage, 'space' | 'messageId'>[]): string[] {
  return messages.map(({ space, messageId }) => `${space}:${messageId}`);
}
