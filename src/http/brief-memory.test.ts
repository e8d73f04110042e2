import { expect, test } from 'vitest';
import { createBriefMemory } from './brief-memory.ts';

function openMemory(answers: Record<string, string | null>) {
  const asked: string[] = [];
  let time = 0;
  const recall = createBriefMemory<string>({ forInMs: 1_000, most: 2, now: () => time });
  const ask = (key: string) =>
    recall(key, async () => {
      asked.push(key);
      return answers[key] ?? null;
    });
  const pass = (ms: number) => {
    time += ms;
  };
  return { ask, asked, answers, pass };
}

test('what was found is asked for once in its time, and anew after it', async () => {
  const { ask, asked, answers, pass } = openMemory({ a: '1' });
  expect([await ask('a'), await ask('a')]).toEqual(['1', '1']);
  answers.a = '2';
  pass(999);
  expect(await ask('a')).toBe('1');
  pass(1);
  expect([await ask('a'), asked]).toEqual(['2', ['a', 'a']]);
});

test('that there is nothing is never remembered, and what is gone is forgotten', async () => {
  const { ask, answers, pass } = openMemory({});
  expect(await ask('a')).toBeNull();
  answers.a = '1';
  expect(await ask('a')).toBe('1');
  answers.a = null;
  pass(1_000);
  expect([await ask('a'), await ask('a')]).toEqual([null, null]);
});

test('it holds no more than it may', async () => {
  const { ask, asked } = openMemory({ a: '1', b: '2', c: '3' });
  for (const key of ['a', 'b', 'c', 'b', 'a']) {
    await ask(key);
  }
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});
