import type { TopicCard } from '../../domain/topic-card.ts';
import { membersOf } from '../read/members-of.ts';
import type { TopicizeOptions } from '../topicize-options.ts';

/** What a card says of the messages that its topic was looked for in. */
export function inputScope(
  catalogueId: string,
  options: Pick<TopicizeOptions, 'channelIds'>,
): TopicCard['metadata']['input_scope'] {
  return options.channelIds === undefined
    ? { channel_id: catalogueId, mode: 'whole_channel' }
    : { channel_id: catalogueId, mode: 'channel_set', channel_ids: membersOf(catalogueId, options) };
}
