import { expect, it } from 'vitest';
import { inventTopic } from '../curate/__fixtures__/invented-topics.ts';
import { groupByTheme } from './group-by-theme.ts';

const topic = (id: number, theme: string | null) =>
  inventTopic([[id, 0.9, true]], { theme: theme === null ? null : { id: theme, title: `Theme ${theme}` } }).card;

it('themes come by their messages, and topics without one last, however large', () => {
  const cards = [topic(1, null), topic(2, 'b'), topic(3, 'a'), topic(4, 'b')];
  const sizes = new Map(cards.map(({ id }, place) => [id, [99, 3, 5, 4][place] ?? 0]));
  const groups = groupByTheme(cards, sizes).map(({ title, topics }) => [title, topics.map((card) => card.title)]);
  expect(groups).toEqual([
    ['Theme b', ['Topic 2', 'Topic 4']],
    ['Theme a', ['Topic 3']],
    [null, ['Topic 1']],
  ]);
});
