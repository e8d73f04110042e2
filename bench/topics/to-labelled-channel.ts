import { formatSourceRef } from '../../src/domain/source-ref.ts';
import type { LabelledChannel } from './labelled-channel.ts';

export interface LabelledText {
  text: string;
  label: string;
}

const channelId = '1000000002';
const firstPost = Date.UTC(2024, 0, 1);
const hour = 3_600_000;

/** A channel that posts the texts one after the other, one an hour. */
export function toLabelledChannel(
  texts: readonly LabelledText[],
  { name, language }: Pick<LabelledChannel, 'name' | 'language'>,
): LabelledChannel {
  return {
    name,
    channelId,
    language,
    messages: texts.map(({ text }, place) => ({
      id: String(place + 1),
      message_type: 'post',
      source_ref: formatSourceRef({ channelId, space: 'post', messageId: place + 1 }),
      channel_id: channelId,
      date: new Date(firstPost + place * hour).toISOString().replace('.000', ''),
      text,
    })),
    labels: new Map(texts.map(({ label }, place) => [String(place + 1), label])),
    shortest: 0,
  };
}
