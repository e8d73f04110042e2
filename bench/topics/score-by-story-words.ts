import { contentWords } from '../../src/lib/text/content-words.ts';
import { sameStory, toStoryWords } from '../../src/topicize/describe/same-story.ts';
import { storyLength } from '../../src/topicize/read/story-length.ts';

/**
 * How the program says how much two texts have in common as stories.
 *
 * @param texts all that will be compared: stems are weighed by them
 */
export function scoreByStoryWords(texts: readonly string[], language: string): (first: string, second: string) => number {
  const stemsOf = new Map(texts.map((text) => [text, contentWords(text, language).flatMap((word) => word?.stem ?? [])]));
  const counts = new Map<string, number>();
  for (const stems of stemsOf.values()) {
    for (const stem of new Set(stems)) {
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
    }
  }
  const wordsOf = (text: string) => {
    const stems = stemsOf.get(text) ?? [];
    return toStoryWords({ headline: stems.slice(0, storyLength.headline), lead: stems.slice(0, storyLength.lead) }, (stem) =>
      Math.log(1 + texts.length / (counts.get(stem) ?? 1)),
    );
  };
  return (first, second) => sameStory(wordsOf(first), wordsOf(second));
}
