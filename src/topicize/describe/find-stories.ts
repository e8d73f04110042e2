import type { GroupedChannel } from '../group/grouped-channel.ts';
import type { LoadedDocument } from '../read/load-documents.ts';
import { type StoryWords, sameStory, toStoryWords } from './same-story.ts';

/** Texts that score so much report one event; the best thresholds on the contest pairs are 0.27 (Russian) and 0.34 (English). */
const leastAlike = 0.3;
/** What is written later is another story, however alike. */
export const mostDaysApart = 7;
/** Shorter texts have no headline. */
const fewestStems = 8;
/** Only texts that share so many words of their headlines are compared; a word that many texts of the topic have tells nothing. */
const fewestShared = 2;
const mostWithWord = 200;

interface Told {
  place: number;
  at: number;
  words: StoryWords<number>;
}

/**
 * Stories of a topic: reports of one event, reposts and rewrites. A text joins the story of the earlier text that it is most like.
 * Conversations tell none.
 *
 * @param places documents of one topic, ascending
 * @returns the place of the earliest text of its story, for each document of a story of two and more
 */
export function findStories({ channel, stemCounts, repeats }: GroupedChannel, places: readonly number[]): Map<number, number> {
  const inverse = (stem: number) => Math.log(1 + channel.totals.documents / (stemCounts[stem] || 1));
  const wordsOf = ({ stems, headlineStems, leadStems }: LoadedDocument) =>
    toStoryWords({ headline: stems.subarray(0, headlineStems), lead: stems.subarray(0, leadStems) }, inverse);
  const told = places.flatMap((place): Told[] => {
    const document = channel.documents[place];
    return !document || document.conversation !== null || document.duplicateOf !== null || document.stems.length < fewestStems
      ? []
      : [{ place, at: Date.parse(document.date) / 86_400_000, words: wordsOf(document) }];
  });
  told.sort((left, right) => left.at - right.at || left.place - right.place);
  const withStem = new Map<number, number[]>();
  const firstOf = new Map<number, number>();
  for (const [number, text] of told.entries()) {
    const earlier = mostAlike(text);
    firstOf.set(text.place, earlier === null ? text.place : (firstOf.get(earlier.place) ?? earlier.place));
    for (const stem of text.words.headline.keys()) {
      const known = withStem.get(stem);
      if (known) {
        known.push(number);
      } else {
        withStem.set(stem, [number]);
      }
    }
  }
  for (const { place } of told) {
    for (const repeat of repeats.get(place) ?? []) {
      firstOf.set(repeat, firstOf.get(place) ?? place);
    }
  }
  const sizes = new Map<number, number>();
  for (const first of firstOf.values()) {
    sizes.set(first, (sizes.get(first) ?? 0) + 1);
  }
  return new Map([...firstOf].filter(([, first]) => (sizes.get(first) ?? 0) > 1));

  function mostAlike(text: Told): Told | null {
    const shared = new Map<number, number>();
    for (const stem of text.words.headline.keys()) {
      const others = withStem.get(stem) ?? [];
      for (const other of others.length > mostWithWord ? [] : others) {
        shared.set(other, (shared.get(other) ?? 0) + 1);
      }
    }
    let best: { text: Told; score: number } | null = null;
    for (const [number, count] of shared) {
      const other = told[number];
      if (other && count >= fewestShared && text.at - other.at <= mostDaysApart) {
        const score = sameStory(text.words, other.words);
        if (score >= leastAlike && (best === null || score > best.score)) {
          best = { text: other, score };
        }
      }
    }
    return best?.text ?? null;
  }
}
