import { contentWords } from '../../src/lib/text/content-words.ts';
import { sameStory, toStoryWords } from '../../src/topicize/describe/same-story.ts';

/**
 * How the program says how much two texts have in common as stories.
 *
 * @param texts all that will be compared: stems are weighed by them
 */
export function scoreByStoryWords(texts: readonly string[], language: string): (first: string, second: string) => number {
  const stemsOf = new Map(
    texts.map((text) => [text, [...new Set(contentWords(text, language).flatMap((word) => word?.stem ?? []))]]),
  );
  const counts = new Map<string, number>();
  for (const stem of [...stemsOf.values()].flat()) {
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const wordsOf = (text: string) =>
    toStoryWords(stemsOf.get(text) ?? [], (stem) => Math.log(1 + texts.length / (counts.get(stem) ?? 1)));
  return (first, second) => sameStory(wordsOf(first), wordsOf(second));
}
