import { expect, test } from 'vitest';
import type { TopicBundleItem } from '../../domain/topic-card.ts';
import type { GroupedChannel } from '../group/grouped-channel.ts';
import type { LoadedDocument } from '../read/load-documents.ts';
import { joinStories } from './join-stories.ts';
import type { Excerpt } from './read-excerpt.ts';

const launch = 'rocket launch pad engine failure delayed crew station orbit weather countdown agency';
const rewrite = 'agency says rocket engine failure delayed launch crew waits orbit station countdown stops';
const match = 'striker goal penalty keeper league season coach transfer stadium derby fans referee';
const report = 'penalty goal striker keeper coach derby referee stadium league fans whistle season';

interface Told {
  text: string;
  day: number;
  /** Undefined: new. */
  story?: string | null;
}

/** Documents of the topic `topic:a`, the first of which are there already. */
function excerptOf(told: Told[]): { excerpt: Excerpt; added: number[] } {
  const words = told.map(({ text }) => text.split(' '));
  const stems = [...new Set(words.flat())];
  const documents = told.map(({ day }, place) => {
    const own = Int32Array.from(new Set(words[place]), (stem) => stems.indexOf(stem));
    const date = new Date(Date.UTC(2026, 0, day)).toISOString();
    const known = { stems: own, headlineStems: own.length, leadStems: own.length, date, conversation: null, duplicateOf: null };
    return { ...known, sourceRef: `tg:1:post:${place + 1}` } as LoadedDocument;
  });
  const totals = { documents: 100, shaping: 100 };
  const channel = { documents, stems, totals };
  const grouped = {
    channel,
    stemCounts: new Int32Array(stems.length).fill(2),
    repeats: new Map(),
  } as unknown as GroupedChannel;
  const held = told.flatMap(({ story }, place) =>
    story === undefined
      ? []
      : [[`tg:1:post:${place + 1}`, [{ topicId: 'topic:a', item: { story_id: story } as TopicBundleItem }]] as const],
  );
  const added = told.flatMap(({ story }, place) => (story === undefined ? [place] : []));
  return { excerpt: { grouped, held: new Map(held), outside: new Map(), fresh: new Set(added) }, added };
}

test('a new text begins a story with one that stood alone, which is told so, too', () => {
  const { excerpt, added } = excerptOf([
    { text: match, day: 1, story: null },
    { text: launch, day: 2, story: null },
    { text: rewrite, day: 3 },
  ]);
  const { storyOf, begun, stories } = joinStories(excerpt, 'topic:a', added);
  expect([...storyOf].sort()).toEqual([
    [1, 'story:tg:1:post:2'],
    [2, 'story:tg:1:post:2'],
  ]);
  expect({ begun, stories }).toEqual({ begun: [1], stories: 1 });
});

test('a new text joins the story that is there, under the name that it has', () => {
  const { excerpt, added } = excerptOf([
    { text: launch, day: 2, story: 'story:tg:1:post:999' },
    { text: rewrite, day: 3 },
  ]);
  const { storyOf, begun, stories } = joinStories(excerpt, 'topic:a', added);
  expect([...storyOf]).toEqual([[1, 'story:tg:1:post:999']]);
  expect({ begun, stories }).toEqual({ begun: [], stories: 0 });
});

test('new texts tell a story among themselves, and what others told stays as it was told', () => {
  const { excerpt, added } = excerptOf([
    { text: launch, day: 1, story: null },
    { text: rewrite, day: 2, story: null },
    { text: match, day: 3 },
    { text: report, day: 4 },
  ]);
  const { storyOf, begun, stories } = joinStories(excerpt, 'topic:a', added);
  expect([...storyOf].sort()).toEqual([
    [2, 'story:tg:1:post:3'],
    [3, 'story:tg:1:post:3'],
  ]);
  expect({ begun, stories }).toEqual({ begun: [], stories: 1 });
});

test('a text of another topic is no company', () => {
  const { excerpt, added } = excerptOf([
    { text: launch, day: 2, story: null },
    { text: rewrite, day: 3 },
  ]);
  expect(joinStories(excerpt, 'topic:b', added)).toEqual({ storyOf: new Map(), begun: [], stories: 0 });
});
