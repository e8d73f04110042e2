import { compareText } from '../../lib/compare-text.ts';
import type { TopicizeOptions } from '../topicize-options.ts';

/** The channels of a catalogue, each once, in an order that does not depend on how they were named. */
export function membersOf(catalogueId: string, { channelIds }: Pick<TopicizeOptions, 'channelIds'>): string[] {
  return [...new Set(channelIds ?? [catalogueId])].sort(compareText);
}
