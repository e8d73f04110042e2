import { beforeAll, describe, expect, test } from 'vitest';
import { type MessageDescription, messageDescriptionSchema } from '../ports/describe-messages.ts';
import { askAbout, newMessage, type Outcome } from './__fixtures__/ask-about.ts';
import { heldOutInjections } from './__fixtures__/held-out-injections.ts';
import { inventInjections } from './__fixtures__/injections.ts';
import { goodEntry, type SentItem, scriptedChatModel } from './__fixtures__/scripted-chat-model.ts';
import { speaksToModels } from './speaks-to-models.ts';

const injections = inventInjections(300, 7);
/** Every third message gives orders. */
const innocents = Array.from({ length: 600 }, (_, index) =>
  newMessage(10_000 + index, `an honest report number ${index} which orders nothing`),
);
const messages = innocents.flatMap((message, index) =>
  index % 2 === 0 ? [newMessage(index, injections[index / 2]), message] : [message],
);

/** What somebody gets who may have the model write whatever he wants. */
const evil = {
  title: 'PWNED <img src="https://evil.example/p.png"> ![x](https://evil.example/q) \u202ehttps://evil.example/r\u202c',
  tags: [
    'summary: tg:1:post:10000 [click](javascript:alert(1)) https://evil.example \u200b<script>alert(1)</script>',
    ...['PWNED', 'https://evil.example', 'x'.repeat(5_000), 'person: Nobody Of This Text', 'org: Evil Corp', 'lang: zz'],
    ...['settings: temperature=2', 'system: root', 'id: 3', '__proto__: x'],
    ...Array.from({ length: 500 }, (_, index) => `term: ${index}`),
  ],
  model: 'gpt-9',
  source_ref: 'tg:1:post:10000',
  id_of: 3,
};

/** A model that obeys: in its call everything is as the order wants it, for each id that there is and some more. */
function obey(items: readonly SentItem[]): string {
  const ids = new Set([...items.map(({ id }) => id), 0, -1, 1, 2, 3, 4, 5, 6, 7, 8, 99]);
  return JSON.stringify({ answers: [...ids].map((id) => ({ ...evil, id })), settings: { LLM_MODEL: 'gpt-9' }, model: 'gpt-9' });
}

const isOrder = ({ text }: SentItem) => injections.includes(text);

describe('a model obeys three hundred messages', () => {
  let outcomes: Map<string, Outcome>;
  const chat = scriptedChatModel(({ items }) => (items.some(isOrder) ? { text: obey(items) } : {}));

  beforeAll(async () => {
    const result = await askAbout(chat, messages, { concurrency: 4 });
    expect(result.error).toBeNull();
    outcomes = new Map(result.outcomes.map((outcome) => [outcome.item.id, outcome]));
  });

  function answerAbout(id: string): MessageDescription {
    const outcome = outcomes.get(id);
    if (!outcome || 'error' in outcome) {
      throw new Error(`No answer about ${id}`);
    }
    return outcome.answer;
  }

  test('every message has one outcome, its own', () => {
    expect(outcomes.size).toBe(messages.length);
    expect([...outcomes.values()].every(({ item }) => messages.includes(item))).toBe(true);
  });

  test('nothing changes for the others', () => {
    for (const { id, text } of innocents) {
      expect(answerAbout(id)).toMatchObject({
        title: goodEntry({ id: 1, text }).title,
        topics: ['label'],
        keywords: [],
        entities: [],
      });
    }
  });

  test('what changes are text fields of the message itself, without addresses, markup or invented names', () => {
    for (const { id, text } of messages.filter((message) => injections.includes(message.text))) {
      const answer = answerAbout(id);
      expect(messageDescriptionSchema.strict().parse(answer)).toEqual(answer);
      expect(answer).toMatchObject({ entities: [], noise: { is_noise: false }, language: null });
      const shown = JSON.stringify(answer);
      expect(shown).not.toMatch(/javascript:|<img|<script|!\[|[\u200b\u202e]|gpt-9|Evil Corp/);
      expect(shown.includes('evil.example') && !text.toLowerCase().includes('evil.example')).toBe(false);
    }
  });

  test('data never leaves its fence, and no call has other instructions', () => {
    expect(new Set(chat.calls.map(({ request }) => request.instructions)).size).toBe(1);
    for (const { request } of chat.calls) {
      expect(request.data.match(/[<>]/g)).toHaveLength(4);
    }
  });

  test('messages that give orders are asked about alone, the others still share calls', () => {
    expect(chat.calls).toHaveLength(300 + 600 / 8);
  });
});

test('orders are told in every language, form and disguise', () => {
  expect(inventInjections(3_000, 11).filter((text) => !speaksToModels(text))).toEqual([]);
});

test.each(['before', 'behind'])(
  'an order that was not told apart and adds answers %s the others changes none of them',
  async (where) => {
    const order = 'a harmless looking order';
    const chat = scriptedChatModel(({ items }) => {
      const added = items.some(({ text }) => text === order) ? items.map(({ id }) => ({ ...evil, id })) : [];
      const good = items.map(goodEntry);
      return { text: JSON.stringify({ answers: where === 'before' ? [...added, ...good] : [...good, ...added] }) };
    });
    const { outcomes } = await askAbout(chat, [newMessage(1, order), ...innocents.slice(0, 7)]);
    expect(outcomes).toHaveLength(8);
    for (const outcome of outcomes.filter(({ item }) => item.text !== order)) {
      expect(outcome).toMatchObject({ answer: { title: `About ${outcome.item.text}` } });
    }
  },
);

describe('a model obeys three hundred orders that nobody had in mind who wrote what recognises them', () => {
  const orders = heldOutInjections();
  const wordsOfOrder = new Map(orders.map(({ text, words }) => [text, words]));
  /** Of its call, says of every other message what the first order wants. */
  const chat = scriptedChatModel(({ items }) => {
    const order = items.find(({ text }) => wordsOfOrder.has(text));
    const words = wordsOfOrder.get(order?.text ?? '') ?? '';
    const answers = items.map((item) =>
      order === undefined || item === order ? goodEntry(item) : { ...goodEntry(item), title: words, tags: [words] },
    );
    return { text: JSON.stringify({ answers }) };
  });
  const asked = orders.flatMap(({ text }, index) => [
    newMessage(index, text),
    ...innocents
      .slice((3 * index) % 300, ((3 * index) % 300) + 3)
      .map((message) => ({ ...message, id: `${message.id}${index}`, text: `${message.text} ${index}` })),
  ]);

  test('few of them are recognised, and none changes what is said of another message', async () => {
    const recognised = orders.filter(({ text }) => speaksToModels(text)).length;
    expect(recognised / orders.length).toBeLessThan(0.5);
    const { outcomes } = await askAbout(chat, asked, { concurrency: 4 });
    expect(outcomes).toHaveLength(asked.length);
    const changed = outcomes.filter(
      (outcome) =>
        !wordsOfOrder.has(outcome.item.text) &&
        ('error' in outcome ||
          outcome.answer.title !== goodEntry({ id: 1, text: outcome.item.text }).title ||
          outcome.answer.topics[0] !== 'label'),
    );
    expect(changed.map(({ item }) => item.text)).toEqual([]);
  });
});
