import { beforeAll, expect, test } from 'vitest';
import { type MessageDescription, type MessageToDescribe, messageDescriptionSchema } from '../../ports/describe-messages.ts';
import { sentItems } from '../__fixtures__/scripted-chat-model.ts';
import { loadPrompts, type Prompt } from '../load-prompts.ts';
import type { PromptedTask } from '../prompted-task.ts';
import { createDescribeMessagesTask } from './describe-messages-task.ts';

const model = { modelId: 'scripted:one', parameters: { temperature: 0 } };
const purpose = { runId: 'run-1', step: 'process', channelId: '1' } as const;
const message: MessageToDescribe = {
  id: 'tg:1:post:1',
  text: 'Сергей Иванов из  Grundfos\nрассказал в Казани про новый насос, запись на https://example.org/form у @ivanov',
  context: null,
  language: 'ru',
  entities: [
    { type: 'link', value: 'https://example.org/form', confidence: 1 },
    { type: 'mention', value: '@ivanov', confidence: 1 },
  ],
};
let prompt: Prompt;
let task: PromptedTask<MessageToDescribe, MessageDescription>;

beforeAll(async () => {
  prompt = (await loadPrompts(null)).describe_messages;
  task = createDescribeMessagesTask(prompt, model);
});

function read(entry: Record<string, unknown>, about: Partial<MessageToDescribe> = {}) {
  const question = task.prepare({ ...message, ...about });
  return task.read(JSON.stringify({ answers: [{ id: 1, title: 'Новый насос', ...entry }] }), [question]);
}

function answer(entry: Record<string, unknown>, about: Partial<MessageToDescribe> = {}): MessageDescription {
  const [answered] = read(entry, about).answered;
  if (!answered) {
    throw new Error('The entry is no answer');
  }
  expect(messageDescriptionSchema.parse(answered.answer)).toEqual(answered.answer);
  return answered.answer;
}

function sent(about: Partial<MessageToDescribe>) {
  const questions = [task.prepare({ ...message, ...about })];
  return sentItems(task.toRequest(questions, { purpose, maxOutputTokens: 100, repair: null }).data)[0];
}

test('a whole answer becomes a description', () => {
  const entry = {
    tags: [
      'summary: Рассказ о насосе.',
      'насосы',
      'term: насос',
      'person: сергей иванов',
      'события',
      'org: Grundfos',
      'place: Казани',
      'Насосы',
    ],
  };
  expect(answer(entry)).toEqual({
    title: 'Новый насос',
    summary: 'Рассказ о насосе.',
    topics: ['насосы', 'события'],
    keywords: ['насос'],
    entities: [
      { type: 'person', value: 'Сергей Иванов', confidence: 0.8 },
      { type: 'organization', value: 'Grundfos', confidence: 0.8 },
      { type: 'place', value: 'Казани', confidence: 0.8 },
    ],
    noise: { is_noise: false, kind: null, reason: null },
    language: null,
  });
});

test('a title is enough', () => {
  const nothing = { summary: null, topics: [], keywords: [], entities: [], language: null };
  expect(answer({})).toMatchObject(nothing);
  expect(answer({ tags: 'насосы' })).toMatchObject(nothing);
  expect(answer({ tags: [1, null, []] })).toMatchObject(nothing);
});

test.each(['', '   ', 'Message 955', 'Сообщение №12', 'Post', '![x](y)', '\u200b', 12, null, undefined])(
  '%j is no title',
  (title) => {
    const { answered, unanswered } = read({ title });
    expect(answered).toEqual([]);
    expect(unanswered[0]?.problem).toMatch(/^id 1: has (no title|a title that says nothing)$/);
  },
);

test('a kind that there is not belongs to a label', () => {
  expect(answer({ tags: ['docker: сети', 'C++: основы', 'org', 'term: '] })).toMatchObject({
    topics: ['docker: сети', 'C++: основы'],
    keywords: [],
    entities: [],
  });
});

test('names that the text does not have as whole words are invented', () => {
  const tags = [
    'person: Пётр Петров',
    'org: Grund',
    'place: Москва',
    'person: ',
    'org: из Grundfos рассказал',
    'robot: Grundfos',
  ];
  expect(answer({ tags }).entities.map(({ value }) => value)).toEqual(['из Grundfos рассказал']);
});

test('what code found is not repeated, and a name comes once', () => {
  const tags = ['person: @ivanov', 'org: GRUNDFOS', 'person: grundfos', 'org: Grundfos'];
  expect(answer({ tags }).entities).toEqual([{ type: 'organization', value: 'Grundfos', confidence: 0.8 }]);
});

test('noise has a kind that documents know and a reason', () => {
  expect(answer({ tags: ['Advertising: продают насосы'] }).noise).toEqual({
    is_noise: true,
    kind: 'advertising',
    reason: 'продают насосы',
  });
  expect(answer({ tags: ['greeting'] }).noise).toEqual({ is_noise: true, kind: 'greeting', reason: null });
  expect(answer({ tags: ['boring: very', 'spam', 'noise: x'] }).noise.is_noise).toBe(false);
});

test('a language counts where code was not sure, and only if it is one', () => {
  expect(answer({ tags: ['lang: en'] }).language).toBeNull();
  expect(answer({ tags: ['lang: UK'] }, { language: 'und' }).language).toBe('uk');
  expect(answer({ tags: ['lang: zz', 'lang: eng', 'lang: de'] }, { language: 'und' }).language).toBe('de');
});

test('texts are clamped, not refused', () => {
  const long = 'слово '.repeat(3_000);
  const labels = Array.from({ length: 50 }, (_, index) => `${index} ${long}`);
  const clamped = answer({
    title: long,
    tags: [`summary: ${long}`, `advertising: ${long}`, ...labels, ...labels.map((label) => `term: ${label}`)],
  });
  expect(clamped.title.length).toBeLessThanOrEqual(120);
  expect(clamped.summary?.length).toBeLessThanOrEqual(1_000);
  expect([clamped.topics.length, clamped.keywords.length]).toEqual([8, 12]);
});

test('a model is told what the text does not show, and nothing else', () => {
  expect(sent({})).toEqual({ id: 1, lang: 'ru', text: message.text });
  expect(sent({ language: 'und', context: 'пост '.repeat(500) })).toMatchObject({ under: 'пост '.repeat(500).slice(0, 300) });
  expect(sent({ language: 'und' })).not.toHaveProperty('lang');
  const hidden = [{ type: 'link', value: 'https://example.org/behind', confidence: 1 }];
  expect(sent({ entities: [...message.entities, ...hidden] })).toMatchObject({ links: ['https://example.org/behind'] });
});

test('a model is told what is wanted: a summary of long texts, no title of a few words', () => {
  expect(sent({ text: 'слово '.repeat(60) })).toMatchObject({ ask: 'summary' });
  expect(sent({ text: 'Кто завтра едет в город?' })).toMatchObject({ ask: 'tags' });
  expect(sent({ text: 'слово '.repeat(20) })).not.toHaveProperty('ask');
});

test('a message of a few words is its own title, whatever the model says', () => {
  const short = { text: 'Кто завтра едет в город?', entities: [] };
  expect(answer({ title: '' }, short).title).toBe(short.text);
  expect(answer({ title: undefined }, short).title).toBe(short.text);
  expect(answer({ title: 'Поездка' }, short).title).toBe(short.text);
});

test('the key of an answer depends on what the message says, and not on its id', () => {
  const { key } = task.prepare(message);
  expect(task.prepare({ ...message, id: 'tg:2:post:9' }).key).toBe(key);
  for (const change of [{ text: 'other' }, { context: 'post' }, { language: 'uk' }, { entities: [] }]) {
    expect(task.prepare({ ...message, ...change }).key).not.toBe(key);
  }
});

test('the id of the prompt depends on everything that is sent but the data', () => {
  const same = createDescribeMessagesTask(prompt, model);
  expect(same.origin).toEqual({ ...model, promptId: task.origin.promptId, promptName: prompt.name });
  const others = [
    createDescribeMessagesTask({ ...prompt, instructions: `${prompt.instructions} ` }, model),
    createDescribeMessagesTask(prompt, { ...model, parameters: { temperature: 1 } }),
  ];
  expect(new Set([task, ...others].map(({ origin }) => origin.promptId)).size).toBe(3);
  const otherModel = createDescribeMessagesTask(prompt, { ...model, modelId: 'scripted:two' });
  expect(otherModel.prepare(message).key).not.toBe(task.prepare(message).key);
});

test('the schema is of the subset that every provider takes', () => {
  const { schema } = task.toRequest([task.prepare(message)], { purpose, maxOutputTokens: 100, repair: null });
  const keywords = new Set<string>();
  JSON.stringify(schema.value, (_, value) => {
    if (value !== null && typeof value === 'object' && 'type' in value && typeof value.type === 'string') {
      for (const keyword of Object.keys(value)) {
        keywords.add(keyword);
      }
    }
    if (value?.type === 'object') {
      expect(value).toMatchObject({ required: Object.keys(value.properties), additionalProperties: false });
    }
    return value;
  });
  expect([...keywords].sort()).toEqual(['additionalProperties', 'items', 'properties', 'required', 'type']);
});

test('a kept answer that does not fit is none', () => {
  const kept = answer({});
  expect(task.restore(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  expect(task.restore({ ...kept, title: '' })).toBeNull();
  expect(task.restore(null)).toBeNull();
});
