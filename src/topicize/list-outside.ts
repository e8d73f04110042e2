import type { OutsideDocument } from '../ports/topic-store.ts';
import type { Assignment } from './assign-documents.ts';
import type { GroupedChannel } from './draft-clusters.ts';
import { roundScore } from './draft-clusters.ts';
import type { LoadedDocument } from './load-documents.ts';
import { rowOf } from './unit-vectors.ts';

/** A text with fewer words that say something cannot be placed by them. */
const fewestStems = 3;

export interface Placed {
  assignment: Assignment;
  /** Documents that a bundle holds. */
  covered: ReadonlySet<number>;
  /** Documents of groups that did not become topics. */
  inSmallGroup: ReadonlySet<number>;
  /** Ids of the topics, by group. */
  ids: string[];
}

/** Every considered document that no bundle holds, with the topic it came nearest to and why it is in none. */
export function listOutside(
  { channel, documents: vectors }: GroupedChannel,
  { assignment, covered, inSmallGroup, ids }: Placed,
): OutsideDocument[] {
  return channel.documents.flatMap((document, place) => {
    if (covered.has(place)) {
      return [];
    }
    const nearest = ids[assignment.nearest[place] ?? -1] ?? null;
    return {
      sourceRef: document.sourceRef,
      nearestTopicId: nearest,
      score: nearest === null ? null : roundScore(assignment.score[place] ?? 0),
      reason: reasonOf(document, place),
    };
  });

  function reasonOf({ stems }: LoadedDocument, place: number): string {
    if ((assignment.group[place] ?? -1) >= 0) {
      return 'supporting_left_out';
    }
    if (!rowOf(vectors, place).some((value) => value !== 0)) {
      return 'no_terms';
    }
    if (stems.length < fewestStems) {
      return 'too_short';
    }
    return inSmallGroup.has(place) ? 'small_group' : 'below_threshold';
  }
}
