import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectSoundTopic } from './__fixtures__/expect-sound-topic.ts';
import { dateOf, inventTopic, later, refOf, someTopics } from './__fixtures__/invented-topics.ts';
import type { CuratedTopic } from './curated-topic.ts';
import { mergeTopics } from './merge-topics.ts';

const decision = { at: later };

function merge(topics: readonly CuratedTopic[]) {
  const [into = inventTopic([]), ...merged] = topics;
  const change = mergeTopics({ into, merged, rest: [] }, decision);
  const [card = into.card, ...retired] = change.cards;
  const [bundle = into.bundle] = change.bundles;
  return { change, whole: { card, bundle }, retired, into };
}

describe('topics that are merged', () => {
  it('lose and double no document, keep the best score of each, and end as one sound topic', () => {
    fc.assert(
      fc.property(someTopics, (topics) => {
        const { whole } = merge(topics);
        expectSoundTopic(whole);
        const best = new Map<string, number>();
        for (const { source_ref, score } of topics.flatMap(({ bundle }) => bundle.items)) {
          best.set(source_ref, Math.max(score, best.get(source_ref) ?? 0));
        }
        expect(new Map(whole.bundle.items.map(({ source_ref, score }) => [source_ref, score]))).toEqual(best);
        for (const { source_ref, score, justification } of whole.bundle.items) {
          expect(justification).toContain(`of ${source_ref.split(':').at(-1)} with ${score}`);
        }
      }),
    );
  });

  it('have anchors that were anchors before, the best of them', () => {
    fc.assert(
      fc.property(someTopics, (topics) => {
        const { whole } = merge(topics);
        const before = new Set(topics.flatMap(({ card }) => card.anchors.map(({ anchor_ref }) => anchor_ref)));
        const chosen = whole.card.anchors.map(({ anchor_ref }) => anchor_ref);
        if (before.size >= 2) {
          expect(chosen).toHaveLength(Math.min(3, before.size));
          expect(chosen.filter((ref) => !before.has(ref))).toEqual([]);
        }
        const worst = whole.card.anchors.at(-1)?.score ?? 0;
        for (const { source_ref, score } of whole.bundle.items) {
          expect(before.has(source_ref) && !chosen.includes(source_ref) && score > worst).toBe(false);
        }
      }),
    );
  });

  it('go on as the first, with its id, title, summary and theme; the others are retired and say where they went', () => {
    fc.assert(
      fc.property(someTopics, (topics) => {
        const { change, whole, retired, into } = merge(topics);
        const { id, title, summary, theme } = into.card;
        expect(whole.card).toMatchObject({ id, title, summary, theme, status: 'active', protected: ['members'] });
        expect(retired.map((card) => card.id)).toEqual(topics.slice(1).map(({ card }) => card.id));
        for (const card of retired) {
          expect(card).toMatchObject({ status: 'retired', merged_into: id, related_topics: [] });
        }
        expect(change.versions.map(({ card }) => card)).toEqual(change.cards);
        expect(new Set(change.versions.map(({ runId, change: kind }) => `${runId} ${kind}`))).toEqual(
          new Set(['curator merged']),
        );
      }),
    );
  });
});

it('the time of a merged topic reaches from the earliest message to the latest', () => {
  const { whole } = merge([inventTopic([[5, 0.9, true]]), inventTopic([[2, 0.9, true]]), inventTopic([[9, 0.8, true]])]);
  expect(whole.bundle.time_range).toEqual({ from: dateOf(2), to: dateOf(9) });
  expect(whole.card.type).toBe('cluster');
});

it('a title that is given on merging is protected, and a reason goes into every version', () => {
  const topics = { into: inventTopic([[1, 0.9, true]]), merged: [inventTopic([[2, 0.8, true]])], rest: [] };
  const { cards, versions } = mergeTopics(
    { ...topics, title: ' Both \n together ' },
    { at: later, reason: 'the same subject' },
  );
  expect(cards[0]).toMatchObject({ title: 'Both together', protected: ['title', 'members'] });
  expect(versions.map(({ reason }) => reason)).toEqual(['the same subject', 'the same subject']);
  expect(mergeTopics(topics, decision).versions.map(({ reason }) => reason)).toEqual([
    'took in "Topic 2"',
    'merged into "Topic 1"',
  ]);
});

it('the merged topic covers what each covered, and does not exclude what it covers now', () => {
  const first = inventTopic([[1, 0.9, true]], { scope_out: ['in 2', 'cars'] });
  const { card } = merge([first, inventTopic([[2, 0.8, true]])]).whole;
  expect(card).toMatchObject({ scope_in: ['in 1', 'in 2'], scope_out: ['cars'], keywords: ['word 1', 'word 2'] });
  expect(card.sources).toEqual([refOf(1), refOf(2)]);
  const alone = inventTopic([[1, 0.9, true]], { scope_out: ['in 2'] });
  expect(merge([alone, inventTopic([[2, 0.8, true]])]).whole.card.scope_out).toEqual(['in 2']);
});

it('topics that named a merged one as related name the one it went into, once and never themselves', () => {
  const [one, two] = [inventTopic([[1, 0.9, true]]), inventTopic([[2, 0.8, true]])];
  const related = { related_topics: [two.card.id, one.card.id] };
  const both = { ...one, card: { ...one.card, related_topics: [two.card.id] } };
  const [third, fourth] = [inventTopic([[3, 0.9, true]], related), inventTopic([[4, 0.9, true]])];
  const { cards, versions } = mergeTopics({ into: both, merged: [two], rest: [third.card, fourth.card] }, decision);
  expect(cards.map(({ id, related_topics }) => [id, related_topics])).toEqual([
    [one.card.id, []],
    [two.card.id, []],
    [third.card.id, [one.card.id]],
  ]);
  expect(versions.at(-1)).toMatchObject({ topicId: third.card.id, change: 'updated' });
});

it('a topic is not merged with itself', () => {
  const topic = inventTopic([[1, 0.9, true]]);
  expect(() => merge([topic, topic])).toThrow('A topic cannot be merged with itself');
  expect(() => merge([topic])).toThrow('A topic cannot be merged with itself');
});
