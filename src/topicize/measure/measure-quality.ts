import type { Catalogue } from '../../ports/topic-store.ts';
import type { DraftTopic } from '../group/draft-topic.ts';
import { roundScore } from '../group/round-score.ts';
import type { LoadedChannel } from '../read/load-documents.ts';
import type { Earlier } from '../read/read-earlier.ts';
import type { TopicizeReport } from '../topicize-report.ts';
import { comparePartitions } from './compare-partitions.ts';
import { measureCoherence, measuredTerms } from './measure-coherence.ts';

export type Quality = Pick<TopicizeReport, 'coherence_npmi' | 'term_diversity' | 'outside_share' | 'stability'>;

/** A group of its own when catalogues are compared; no topic has this id. */
const outsideOfAll = 'outside';

/** What can be said of how good topics are without anybody having said where documents belong. */
export function measureQuality(
  { documents, stems }: LoadedChannel,
  drafts: readonly Pick<DraftTopic, 'terms'>[],
  { bundles, outside }: Pick<Catalogue, 'bundles' | 'outside'>,
  earlier: Pick<Earlier, 'topics' | 'known'>,
): Quality {
  const strongest = drafts.map(({ terms }) => terms.slice(0, measuredTerms).map(({ stem }) => stem));
  const named = new Set(strongest.flat());
  const placeOf = new Map(stems.flatMap((stem, place) => (named.has(stem) ? [[stem, place]] : [])));
  const shaping = documents.filter(({ isNoise, duplicateOf }) => !isNoise && duplicateOf === null);
  const coherence = measureCoherence(
    shaping,
    strongest.map((terms) => terms.flatMap((stem) => placeOf.get(stem) ?? [])),
  );
  const before = placements(
    earlier.topics.map(({ card, items }) => ({ id: card.id, refs: items.keys() })),
    earlier.known,
  );
  const now = placements(
    bundles.map(({ topic_id, items }) => ({ id: topic_id, refs: items.map(({ source_ref }) => source_ref) })),
    outside.map(({ sourceRef }) => sourceRef),
  );
  const likeness = comparePartitions(before, now);
  const all = strongest.reduce((sum, terms) => sum + terms.length, 0);
  return {
    coherence_npmi: coherence === null ? null : roundScore(coherence),
    term_diversity: all === 0 ? null : roundScore(named.size / all),
    outside_share: documents.length === 0 ? null : roundScore(outside.length / documents.length),
    stability: likeness && {
      kept_share: roundScore(likeness.keptShare),
      adjusted_rand_index: roundScore(likeness.adjustedRandIndex),
    },
  };
}

/** The topic of each document. */
function placements(topics: { id: string; refs: Iterable<string> }[], others: Iterable<string>): Map<string, string> {
  const placed = new Map(Array.from(others, (ref) => [ref, outsideOfAll]));
  for (const { id, refs } of topics) {
    for (const ref of refs) {
      placed.set(ref, id);
    }
  }
  return placed;
}
