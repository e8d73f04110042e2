import type { Earlier } from '../read/read-earlier.ts';
import type { GroupedChannel } from './grouped-channel.ts';

/**
 * Whether two units were of one topic before. A person who asks for a rebuild knows the topics by name; a rebuild by itself gives what one run
 * over all documents would.
 */
export function earlierBonds(
  { units, channel }: GroupedChannel,
  { topics }: Pick<Earlier, 'topics'>,
): (unit: number, other: number) => boolean {
  const topicOf = new Map(topics.flatMap(({ items }, topic) => [...items.keys()].map((ref) => [ref, topic] as const)));
  const before = units.map(({ members }) => topicOf.get(channel.documents[members[0] ?? -1]?.sourceRef ?? '') ?? -1);
  return (unit, other) => before[unit] !== -1 && before[unit] === before[other];
}
