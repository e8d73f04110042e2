import { compareText } from '../../lib/compare-text.ts';
import type { LoadedChannel } from '../read/load-documents.ts';
import { shapesTopics } from '../read/shapes-topics.ts';
import type { TopicTerm } from './draft-topic.ts';

/** Terms kept of a topic: the first few name it, all of them explain why a message belongs. */
const mostTerms = 60;

/** In how many documents that shape topics each stem occurs, by place in `LoadedChannel.stems`. */
export function countStems({ documents, stems }: LoadedChannel): Int32Array {
  const counts = new Int32Array(stems.length);
  for (const document of documents) {
    for (const stem of shapesTopics(document) ? document.stems : []) {
      counts[stem] = (counts[stem] ?? 0) + 1;
    }
  }
  return counts;
}

/**
 * The stems that set some documents apart from the rest: p · ln(p / q), where p is the share of the topic's documents with the
 * stem and q the share of all others (half a document added, so that q is never 0). A stem in one document says nothing of a
 * topic.
 */
export function findTerms(channel: LoadedChannel, counts: Int32Array, members: readonly number[]): TopicTerm[] {
  const places = members.filter((place) => shapesTopics(channel.documents[place]));
  const inside = new Map<number, number>();
  for (const place of places) {
    for (const stem of channel.documents[place]?.stems ?? []) {
      inside.set(stem, (inside.get(stem) ?? 0) + 1);
    }
  }
  const others = channel.totals.shaping - places.length;
  const terms: TopicTerm[] = [];
  for (const [stem, count] of inside) {
    const share = count / places.length;
    const elsewhere = ((counts[stem] ?? 0) - count + 0.5) / (others + 1);
    if (count >= 2 && share > elsewhere) {
      terms.push({ stem: channel.stems[stem] ?? '', strength: share * Math.log(share / elsewhere) });
    }
  }
  return strongest(terms);
}

/** The stems that make one document unlike all others: rarest first, as far as another document has them too. */
export function findTermsOfOne(channel: LoadedChannel, counts: Int32Array, place: number): TopicTerm[] {
  const terms = Array.from(channel.documents[place]?.stems ?? [], (stem) => ({
    stem: channel.stems[stem] ?? '',
    strength: (counts[stem] ?? 0) > 1 ? Math.log(1 + channel.totals.documents / (counts[stem] ?? 1)) : 0.5,
  }));
  return strongest(terms);
}

function strongest(terms: TopicTerm[]): TopicTerm[] {
  return terms.sort((left, right) => right.strength - left.strength || compareText(left.stem, right.stem)).slice(0, mostTerms);
}
