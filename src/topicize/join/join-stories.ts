import { findStories } from '../describe/find-stories.ts';
import type { Excerpt } from './read-excerpt.ts';

export interface JoinedStories {
  /** The story of each document, by place; those that stand alone are left out. */
  storyOf: ReadonlyMap<number, string>;
  /** Places of documents that stood alone before. */
  begun: number[];
  /** How many stories there are that there were not. */
  stories: number;
}

/**
 * The stories that new documents of a topic join: that of the earlier text which each is most like. A text that stood alone becomes the first of
 * its story.
 *
 * @param joining places of what joins the topic
 */
export function joinStories({ grouped, held }: Excerpt, topicId: string, joining: Iterable<number>): JoinedStories {
  const { documents } = grouped.channel;
  const added = new Set(joining);
  const before = new Map(
    documents.flatMap(({ sourceRef }, place) => {
      const own = held.get(sourceRef)?.find((item) => item.topicId === topicId);
      return own === undefined ? [] : [[place, own.item.story_id ?? null] as const];
    }),
  );
  const places = [...before.keys(), ...added].sort((left, right) => left - right);
  const storyOf = new Map<number, string>();
  const begun: number[] = [];
  for (const [place, first] of findStories(grouped, places)) {
    const known = before.get(first);
    // What was told before is not told anew because of what came later.
    if (added.has(place) || (place === first && known === null)) {
      storyOf.set(place, known ?? `story:${documents[first]?.sourceRef}`);
    }
  }
  const told = new Set([...added].flatMap((place) => storyOf.get(place) ?? []));
  for (const [place, story] of storyOf) {
    if (!added.has(place)) {
      if (told.has(story)) {
        begun.push(place);
      } else {
        storyOf.delete(place);
      }
    }
  }
  const earlier = new Set(before.values());
  return { storyOf, begun, stories: [...told].filter((story) => !earlier.has(story)).length };
}
