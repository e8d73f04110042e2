import { expect, test } from 'vitest';
import { matchEarlierTopics } from './match-earlier-topics.ts';

const set = (text: string) => new Set(text);

test('a topic goes on under the id of the earlier one that it shares most with, each id once', () => {
  const earlier = [
    { id: 'a', sourceRefs: set('abcdef') },
    { id: 'b', sourceRefs: set('ghij') },
  ];
  const matched = matchEarlierTopics(earlier, [set('ghijk'), set('abc'), set('defxyz'), set('q')]);
  expect([...matched].sort()).toEqual([
    [0, 'b'],
    [1, 'a'],
  ]);
});
