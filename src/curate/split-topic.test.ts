import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectSoundTopic } from './__fixtures__/expect-sound-topic.ts';
import { dateOf, documentsOf, inventTopic, later, refOf, someTopics } from './__fixtures__/invented-topics.ts';
import type { CuratedTopic } from './curated-topic.ts';
import { splitTopic, type TopicToSplit } from './split-topic.ts';

const decision = { at: later };

function split(topic: CuratedTopic, refs: readonly string[], more: Partial<TopicToSplit> = {}) {
  const documents = documentsOf([topic]);
  const change = splitTopic({ topic, refs, documents, usedIds: new Set([topic.card.id]), ...more }, decision);
  const [rest, part] = change.cards.map((card, index) => ({ card, bundle: change.bundles[index] ?? topic.bundle }));
  if (!rest || !part) {
    throw new Error('a split gives two topics');
  }
  return { change, rest, part };
}

const five = () =>
  inventTopic([
    [1, 0.9, true],
    [2, 0.8, true],
    [3, 0.7],
    [4, 0.6],
    [5, 0.55],
  ]);

describe('a topic that is split', () => {
  it('loses and doubles no document, keeps every score, and becomes two sound topics', () => {
    fc.assert(
      fc.property(someTopics, fc.nat(), ([topic = five()], seed) => {
        const { items } = topic.bundle;
        fc.pre(items.length >= 2);
        const leaving = items.filter((_, place) => place === seed % items.length || ((seed >> place) & 1) === 1);
        fc.pre(leaving.length < items.length);
        const { rest, part } = split(
          topic,
          leaving.map(({ source_ref }) => source_ref),
        );
        expectSoundTopic(rest);
        expectSoundTopic(part);
        const scores = (topics: CuratedTopic[]) =>
          topics.flatMap(({ bundle }) => bundle.items.map(({ source_ref, score }) => `${source_ref} ${score}`)).sort();
        expect(scores([rest, part])).toEqual(scores([topic]));
        expect(scores([part])).toEqual(leaving.map(({ source_ref, score }) => `${source_ref} ${score}`).sort());
        for (const { card, bundle } of [rest, part]) {
          expect(bundle.items.map(({ source_ref }) => source_ref)).toEqual(expect.arrayContaining(card.sources));
        }
      }),
    );
  });

  it('keeps its id and title; the new one is named after its first anchor and called like its document', () => {
    const { rest, part, change } = split(five(), [refOf(3), refOf(2)]);
    expect(rest.card).toMatchObject({ id: `topic:${refOf(1)}`, title: 'Topic 1', protected: ['members'] });
    expect(part.card).toMatchObject({ id: `topic:${refOf(2)}`, title: 'title 2', protected: ['members'], type: 'cluster' });
    expect(part.card.theme).toEqual(rest.card.theme);
    expect(part.bundle.time_range).toEqual({ from: dateOf(2), to: dateOf(3) });
    expect(rest.bundle.time_range).toEqual({ from: dateOf(1), to: dateOf(5) });
    expect(change.versions.map(({ topicId, change: kind, reason }) => [topicId, kind, reason])).toEqual([
      [rest.card.id, 'split', 'messages went into "title 2"'],
      [part.card.id, 'split', 'split from "Topic 1"'],
    ]);
  });

  it('takes anchors of the best messages where too few were left', () => {
    const { part } = split(five(), [refOf(3), refOf(4), refOf(5)]);
    expect(part.card.anchors.map(({ anchor_ref }) => anchor_ref)).toEqual([refOf(3), refOf(4)]);
    const single = split(five(), [refOf(5)]).part.card;
    expect(single).toMatchObject({ type: 'singleton', anchors: [{ anchor_ref: refOf(5), score: 0.55 }] });
  });

  it('counts the stories of both anew; a message that is alone with its story now stands alone', () => {
    const topic = five();
    const tells = new Map([refOf(1), refOf(2), refOf(3), refOf(4), refOf(5)].map((ref, place) => [ref, place < 2 ? 1 : 3]));
    for (const item of topic.bundle.items) {
      item.story_id = `story:${refOf(tells.get(item.source_ref) ?? 0)}`;
    }
    topic.bundle.metadata.stories_total = 2;
    const { rest, part } = split(topic, [refOf(2), refOf(3), refOf(4)]);
    expect([rest, part].map(({ bundle }) => bundle.metadata.stories_total)).toEqual([0, 1]);
    expect(rest.bundle.items.map(({ story_id }) => story_id)).toEqual([null, null]);
    expect(part.bundle.items.map(({ story_id }) => story_id)).toEqual([null, `story:${refOf(3)}`, `story:${refOf(3)}`]);
  });

  it('gives the new topic an id that no topic ever had', () => {
    const usedIds = new Set([`topic:${refOf(1)}`, `topic:${refOf(2)}`, `topic:${refOf(2)}:2`]);
    expect(split(five(), [refOf(2)], { usedIds }).part.card.id).toBe(`topic:${refOf(2)}:3`);
  });

  it('gives the new topic the title that was chosen, and protects it', () => {
    const { part } = split(five(), [refOf(2)], { title: 'Chains' });
    expect(part.card).toMatchObject({ title: 'Chains', protected: ['title', 'members'] });
  });
});

it.each([
  ['none', [], 'No message would leave "Topic 1"'],
  ['all', [1, 2, 3, 4, 5], 'No message would stay in "Topic 1"'],
  ['foreign ones', [1, 77, 88], `"Topic 1" does not hold ${refOf(77)}, ${refOf(88)}`],
])('a split of %s of its messages is refused', (_which, ids, message) => {
  expect(() => split(five(), ids.map(refOf))).toThrow(message);
});
