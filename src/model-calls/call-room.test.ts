import { expect, test } from 'vitest';
import { type Ask, newAsk } from './ask.ts';
import { createCallRoom } from './call-room.ts';

const facts = { contextTokens: null, maxOutputTokens: null, price: null };

function ask(outputTokens: number, changes: Partial<Ask<null>> = {}): Ask<null> {
  return { ...newAsk({ item: null, key: 'k', data: '', inputTokens: 10, outputTokens, isSuspect: false }), ...changes };
}

test('answers get three times the room that they need, and never more than the limit', () => {
  const room = createCallRoom(facts, 500, { maxOutputTokens: 1_000 });
  expect(room.maxOutputTokens([ask(50), ask(50)])).toBe(600);
  expect(room.maxOutputTokens([ask(5_000)])).toBe(1_000);
});

test('a question that was cut off gets twice the limit, as far as the model goes', () => {
  const cut = [ask(50, { isEnlarged: true })];
  expect(createCallRoom(facts, 500, { maxOutputTokens: 1_000 }).maxOutputTokens(cut)).toBe(2_000);
  const small = createCallRoom({ ...facts, maxOutputTokens: 1_200 }, 500, { maxOutputTokens: 1_000 });
  expect([small.canEnlarge, small.maxOutputTokens(cut)]).toEqual([true, 1_200]);
  const smallest = createCallRoom({ ...facts, maxOutputTokens: 800 }, 500, { maxOutputTokens: 1_000 });
  expect([smallest.canEnlarge, smallest.maxOutputTokens([ask(900)])]).toEqual([false, 800]);
});

test('data take half of a small context window at most', () => {
  expect(createCallRoom(facts, 500, { maxOutputTokens: 1_000 }).limits(8)).toEqual({
    items: 8,
    inputTokens: 2_500,
    outputTokens: 600,
  });
  expect(createCallRoom({ ...facts, contextTokens: 2_500 }, 500, { maxOutputTokens: 1_000 }).limits(8).inputTokens).toBe(1_000);
  expect(createCallRoom({ ...facts, contextTokens: 400 }, 500, { maxOutputTokens: 1_000 }).limits(8).inputTokens).toBe(1);
});
