import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import type { ChatAnswer } from '../ports/chat-model.ts';
import { askAbout, newMessages, type Outcome } from './__fixtures__/ask-about.ts';
import { goodEntry, goodText, type Script, type SentItem, scriptedChatModel } from './__fixtures__/scripted-chat-model.ts';

type Fault = (items: SentItem[]) => Partial<ChatAnswer> | Error;

/** What reaches the pool of a model's faults; others are ended by the layers around the model. */
const faults: readonly Fault[] = [
  (items) => ({ text: `\`\`\`json\n${goodText(items)}\n\`\`\`` }),
  (items) => ({ text: `Of course! Here is "it:\n${goodText(items)}\nAnything else?` }),
  (items) => ({ text: goodText(items).replaceAll('}]', '},]') }),
  (items) => ({ text: JSON.stringify({ answers: [...items, ...items].map(goodEntry) }) }),
  (items) => ({ text: JSON.stringify({ answers: [...items.map(goodEntry), { ...goodEntry({ id: 77, text: 'x' }) }] }) }),
  (items) => ({ text: JSON.stringify({ answers: items.slice(1).map(goodEntry) }) }),
  (items) => ({
    text: JSON.stringify({ answers: items.map((item, place) => (place === 0 ? { id: item.id, title: '' } : goodEntry(item))) }),
  }),
  (items) => ({ text: goodText(items).slice(0, 300), finishReason: 'length' }),
  (items) => ({ text: goodText(items).slice(0, 200), finishReason: 'other', usage: null }),
  () => ({ text: '' }),
  () => ({ text: 'I have described your messages.' }),
  () => ({ text: '', finishReason: 'refusal' }),
  () => new TgParserError('model_overloaded', 'overloaded', { retryable: true }),
  () => new TgParserError('model_timeout', 'silent', { retryable: true }),
  () => new TgParserError('model_unreachable', 'reset', { retryable: true }),
];

function chaos(share: number, seed: number): Script {
  const random = seededRandom(seed);
  return async ({ items }) => {
    const fault = random() < share ? faults[Math.floor(random() * faults.length)] : undefined;
    await delay(random() * 3);
    return fault?.(items) ?? {};
  };
}

const expectedCodes = [
  'model_overloaded',
  'model_timeout',
  'model_unreachable',
  'model_refused',
  'model_answer_invalid',
  'model_truncated',
];

test.each([1, 2, 3, 4, 5])('chaos %i: of every message there is one outcome, and calls are few', async (seed) => {
  const calm = scriptedChatModel(() => ({}));
  const messages = newMessages(1_600);
  await askAbout(calm, messages, { concurrency: 8 });
  const chat = scriptedChatModel(chaos(0.3, seed));
  const { outcomes, error } = await askAbout(chat, messages, { concurrency: 8 });
  expect(error).toBeNull();
  expect(new Set(outcomes.map(({ item }) => item.id)).size).toBe(1_600);
  expect(outcomes).toHaveLength(1_600);
  for (const outcome of outcomes) {
    expect('error' in outcome ? expectedCodes : [`About ${outcome.item.text}`]).toContain(titleOrCode(outcome));
  }
  expect(chat.calls.length / calm.calls.length).toBeLessThan(1.25);
});

function titleOrCode(outcome: Outcome): string {
  return 'error' in outcome ? outcome.error.code : outcome.answer.title;
}
