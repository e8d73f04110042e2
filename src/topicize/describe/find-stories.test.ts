import { expect, test } from 'vitest';
import type { GroupedChannel } from '../group/grouped-channel.ts';
import type { LoadedDocument } from '../read/load-documents.ts';
import { findStories } from './find-stories.ts';

const launch = 'rocket launch pad engine failure delayed crew station orbit weather countdown agency';
const rewrite = 'agency says rocket engine failure delayed launch crew waits orbit station countdown stops';
const football = 'striker goal penalty keeper league season coach transfer stadium derby fans referee';

function channelOf(texts: { text: string; day: number; more?: Partial<LoadedDocument> }[]): GroupedChannel {
  const words = texts.map(({ text }) => text.split(' '));
  const stems = [...new Set(words.flat())];
  const stemCounts = Int32Array.from(stems, (stem) => words.filter((own) => own.includes(stem)).length);
  const documents = texts.map(({ day, more }, place) => {
    const own = Int32Array.from(new Set(words[place]), (stem) => stems.indexOf(stem));
    const date = new Date(Date.UTC(2026, 0, day)).toISOString();
    const known = { stems: own, headlineStems: own.length, leadStems: own.length, date, conversation: null, duplicateOf: null };
    return { ...known, ...more } as LoadedDocument;
  });
  // All that repeats something repeats the first.
  const repeating = documents.flatMap(({ duplicateOf }, place) => (duplicateOf === null ? [] : [place]));
  const totals = { documents: documents.length, shaping: documents.length };
  return { channel: { documents, stems, totals }, stemCounts, repeats: new Map([[0, repeating]]) } as unknown as GroupedChannel;
}

const others = ['a b c d e f g h i', 'j k l m n o p q r'].map((text) => ({ text, day: 1 }));

test('reports of one event are one story, named after the earliest, and other events are none', () => {
  const channel = channelOf([
    { text: launch, day: 2 },
    { text: rewrite, day: 3 },
    { text: football, day: 3 },
    { text: launch, day: 4, more: { duplicateOf: 'tg:1:post:1' } },
    ...others,
  ]);
  expect(findStories(channel, [0, 1, 2, 3])).toEqual(
    new Map([
      [0, 0],
      [1, 0],
      [3, 0],
    ]),
  );
});

test('what is told more than a week later, or in a conversation, is another story', () => {
  const later = channelOf([{ text: launch, day: 2 }, { text: rewrite, day: 12 }, ...others]);
  expect(findStories(later, [0, 1])).toEqual(new Map());
  const talk = channelOf([{ text: launch, day: 2 }, { text: rewrite, day: 3, more: { conversation: 4 } }, ...others]);
  expect(findStories(talk, [0, 1])).toEqual(new Map());
});
