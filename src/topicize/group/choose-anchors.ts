import { compareText } from '../../lib/compare-text.ts';
import type { LoadedChannel, LoadedDocument } from '../read/load-documents.ts';
import { chooseDiverse } from './choose-diverse.ts';
import type { TopicTerm } from './draft-topic.ts';

/** A text of so many characters says enough to stand for a topic. */
const tellingLength = 160;
/** An anchor should use so many of the topic's strongest words. */
const tellingTerms = 4;
const strongestTerms = 25;
/** Documents that a topic is worded from. */
const mostCentral = 200;

/**
 * The documents of a topic that show best what it is about, best first: score, brought down for texts that are short or use few
 * of the topic's own words.
 */
export function rankCentral(
  channel: LoadedChannel,
  { places, terms }: { places: number[]; terms: TopicTerm[] },
  scores: ReadonlyMap<number, number>,
): number[] {
  const strong = new Set(terms.slice(0, strongestTerms).map(({ stem }) => stem));
  return places
    .filter((place) => channel.documents[place]?.isNoise === false && channel.documents[place]?.duplicateOf === null)
    .map((place) => ({ place, document: channel.documents[place], score: scores.get(place) ?? 0 }))
    .map(({ place, document, score }) => ({ place, centrality: document ? score * richness(document) : 0 }))
    .sort((left, right) => right.centrality - left.centrality || left.place - right.place)
    .slice(0, mostCentral)
    .map(({ place }) => place);

  function richness({ length, stems }: LoadedDocument): number {
    const used = stems.reduce((count, stem) => count + (strong.has(channel.stems[stem] ?? '') ? 1 : 0), 0);
    return Math.sqrt(Math.min(1, length / tellingLength) * Math.min(1, used / tellingTerms));
  }
}

/**
 * The best central documents that pass the gate, as different from each other as there are.
 *
 * @returns by score descending, source_ref ascending
 */
export function chooseAnchors(
  channel: LoadedChannel,
  { central, scores }: { central: number[]; scores: ReadonlyMap<number, number> },
  { minimum, most }: { minimum: number; most: number },
): number[] {
  const passing = central.filter((place) => (scores.get(place) ?? 0) >= minimum);
  return chooseDiverse(channel, passing, most).sort(
    (left, right) => (scores.get(right) ?? 0) - (scores.get(left) ?? 0) || compareText(refOf(left), refOf(right)),
  );

  function refOf(place: number): string {
    return channel.documents[place]?.sourceRef ?? '';
  }
}
