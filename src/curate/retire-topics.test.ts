import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inventTopic, later, refOf, someTopics } from './__fixtures__/invented-topics.ts';
import { retireTopics } from './retire-topics.ts';

const decision = { at: later };

it('every document of topics that are retired is outside once, or in a topic that stays', () => {
  fc.assert(
    fc.property(someTopics, fc.nat(), (topics, cut) => {
      const retired = topics.slice(0, 1 + (cut % topics.length));
      const staying = topics.slice(retired.length);
      const refsOf = (some: typeof retired) => some.flatMap(({ bundle }) => bundle.items.map((item) => item.source_ref));
      const heldElsewhere = new Set(refsOf(staying));
      const rest = staying.map(({ card }) => card);
      const { outside } = retireTopics({ topics: retired, rest, heldElsewhere }, decision);
      const refs = outside.map(({ sourceRef }) => sourceRef);
      expect(new Set(refs).size).toBe(refs.length);
      expect(new Set([...refs, ...heldElsewhere])).toEqual(new Set(refsOf(topics)));
      expect(refs.filter((ref) => heldElsewhere.has(ref))).toEqual([]);
    }),
  );
});

it('a topic that is retired stays known, protected, and related to none', () => {
  const topic = inventTopic([[1, 0.9, true]], { related_topics: [`topic:${refOf(2)}`] });
  const other = inventTopic([[2, 0.9, true]], { related_topics: [topic.card.id] });
  const change = retireTopics({ topics: [topic], rest: [other.card], heldElsewhere: new Set() }, decision);
  expect(change.cards).toEqual([
    { ...topic.card, status: 'retired', related_topics: [], protected: ['status'], updated_at: later },
    { ...other.card, related_topics: [], updated_at: later },
  ]);
  expect(change.outside).toEqual([
    { sourceRef: refOf(1), nearestTopicId: topic.card.id, score: null, reason: 'topic_retired' },
  ]);
  expect(change.versions.map(({ topicId, change: kind, runId }) => [topicId, kind, runId])).toEqual([
    [topic.card.id, 'retired', 'curator'],
    [other.card.id, 'updated', 'curator'],
  ]);
});
