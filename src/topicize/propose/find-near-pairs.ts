import { type TopicPair, topicPair } from '../../domain/merge-proposal.ts';
import { compareText } from '../../lib/compare-text.ts';
import { membershipScore } from '../group/measure-groups.ts';
import { cosineOfCentres } from '../group/unit-space.ts';
import type { LearntGroups } from '../join/learnt-catalogue.ts';

/** A topic whose centre would be a member of another one is near it: the score from which messages join. */
const near = 0.5;
/** For each topic that is asked about, so that questions grow with topics only. */
const mostPerTopic = 2;

/**
 * Pairs of topics that are near each other both ways, the two nearest at most for each topic that is asked about.
 *
 * @param eligible ids of the topics that may be paired
 * @param asked ids of those whose neighbours are looked for
 * @returns each pair once, by its ids
 */
export function findNearPairs(
  groups: LearntGroups,
  { eligible, asked }: { eligible: ReadonlySet<string>; asked: ReadonlySet<string> },
): TopicPair[] {
  const known = groups.ids.flatMap((id, group) => (eligible.has(id) ? [{ id, group }] : []));
  const pairs = new Map<string, TopicPair>();
  for (const topic of known.filter(({ id }) => asked.has(id))) {
    const nearest = known
      .filter((other) => other !== topic)
      .map((other) => ({ id: other.id, score: scoreBothWays(topic.group, other.group) }))
      .filter(({ score }) => score >= near)
      .sort((left, right) => right.score - left.score || compareText(left.id, right.id))
      .slice(0, mostPerTopic);
    for (const { id } of nearest) {
      const pair = topicPair(topic.id, id);
      pairs.set(`${pair.firstId} ${pair.secondId}`, pair);
    }
  }
  return [...pairs.values()].sort(comparePairs);

  function scoreBothWays(one: number, other: number): number {
    const cosine = cosineOfCentres(groups.centres, one, other);
    return Math.min(membershipScore(groups, one, cosine), membershipScore(groups, other, cosine));
  }
}

function comparePairs(left: TopicPair, right: TopicPair): number {
  return compareText(left.firstId, right.firstId) || compareText(left.secondId, right.secondId);
}
