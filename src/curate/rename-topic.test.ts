import { expect, it } from 'vitest';
import { inventTopic, later } from './__fixtures__/invented-topics.ts';
import { renameTopic } from './rename-topic.ts';

const decision = { at: later };
const { card } = inventTopic([[1, 0.9, true]], { protected: ['members'] });

it('a topic that is renamed changes nothing but its title, which no run may overwrite', () => {
  const { cards, bundles, outside, versions } = renameTopic(card, { title: 'Chains' }, decision);
  expect(cards).toEqual([{ ...card, title: 'Chains', protected: ['title', 'members'], updated_at: later }]);
  expect([bundles, outside]).toEqual([[], []]);
  expect(versions).toEqual([
    { topicId: card.id, at: later, runId: 'curator', change: 'renamed', reason: 'was called "Topic 1"', card: cards[0] },
  ]);
});

it('a summary is set when one is given, also an empty one', () => {
  expect(renameTopic(card, { title: 'Chains', summary: ' All of it. ' }, decision).cards[0]?.summary).toBe('All of it.');
  expect(renameTopic(card, { title: 'Chains', summary: '' }, decision).cards[0]?.summary).toBe('');
});

it.each(['', ' \n\t'])('a title of %j is refused', (title) => {
  expect(() => renameTopic(card, { title }, decision)).toThrow('needs a title');
});
