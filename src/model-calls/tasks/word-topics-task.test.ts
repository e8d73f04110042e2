import { beforeAll, expect, test } from 'vitest';
import { type TopicToWord, type TopicWording, topicWordingSchema } from '../../ports/word-topics.ts';
import { loadPrompts } from '../load-prompts.ts';
import type { PromptedTask } from '../prompted-task.ts';
import { createWordTopicsTask } from './word-topics-task.ts';

const purpose = { runId: 'run-1', step: 'topicize', channelId: '1' } as const;
const topic: TopicToWord = {
  id: '0',
  language: 'ru',
  documents: [1, 2, 3].map((id) => ({
    source_ref: `tg:77:post:${id}`,
    title: `Насос ${id}`,
    text: `Про насос ${id}: https://example.org/${id}`,
  })),
  distinguishing_terms: ['насос', 'давление'],
  neighbour_terms: ['фильтры', 'трубы'],
  document_count: 40,
};
const entry = {
  id: 1,
  title: 'Выбор насоса',
  summary: 'Как выбрать насос.',
  in: ['сравнение насосов'],
  out: ['фильтры'],
  tags: ['насос'],
  why: ['1: сравнивает', '3. объясняет выбор'],
};
let task: PromptedTask<TopicToWord, TopicWording>;

beforeAll(async () => {
  task = createWordTopicsTask((await loadPrompts(null)).word_topics, { modelId: 'scripted:one', parameters: {} });
});

function read(changes: Record<string, unknown>, about: Partial<TopicToWord> = {}) {
  return task.read(JSON.stringify({ answers: [{ ...entry, ...changes }] }), [task.prepare({ ...topic, ...about })]);
}

function answer(changes: Record<string, unknown>): TopicWording | undefined {
  const wording = read(changes).answered[0]?.answer;
  expect(topicWordingSchema.parse(wording)).toEqual(wording);
  return wording;
}

test('a whole answer becomes the words of a card, with references of the question', () => {
  expect(answer({})).toEqual({
    title: 'Выбор насоса',
    summary: 'Как выбрать насос.',
    scope_in: ['сравнение насосов'],
    scope_out: ['фильтры'],
    tags: ['насос'],
    justifications: { 'tg:77:post:1': 'сравнивает', 'tg:77:post:3': 'объясняет выбор' },
  });
});

test('references that the question does not have are ignored', () => {
  const why = [
    '0: nobody',
    '4: nobody',
    '99: nobody',
    'tg:77:post:9: nobody',
    '-1: nobody',
    '2',
    '2:',
    '2: first',
    '2: second',
    '1e0: x',
  ];
  expect(answer({ why })?.justifications).toEqual({ 'tg:77:post:2': 'first' });
});

test('addresses stay only if a document has them, and markup never', () => {
  const why = ['1: см. https://example.org/1', '2: <b>см.</b> https://evil.example ![x](https://evil.example/p)'];
  expect(answer({ why, summary: 'Больше на https://evil.example/2' })).toMatchObject({
    summary: 'Больше на',
    justifications: { 'tg:77:post:1': 'см. https://example.org/1', 'tg:77:post:2': 'см.' },
  });
});

test('empty scopes are filled with what is known, and an empty title is none', () => {
  expect(answer({ in: [], out: null })).toMatchObject({ scope_in: ['Выбор насоса'], scope_out: ['фильтры', 'трубы'] });
  expect(read({ title: ' ' }).unanswered).toHaveLength(1);
  expect(read({ out: [] }, { neighbour_terms: [] }).unanswered).toHaveLength(1);
});

test('a model sees numbers of documents, and the key knows their references', () => {
  const { data } = task.toRequest([task.prepare(topic)], { purpose, maxOutputTokens: 100, repair: null });
  expect(data).not.toContain('tg:77');
  const documents = topic.documents.map((document) => ({ ...document, source_ref: `${document.source_ref}0` }));
  expect(task.prepare({ ...topic, documents }).key).not.toBe(task.prepare(topic).key);
  expect(task.prepare({ ...topic, id: '5' }).key).toBe(task.prepare(topic).key);
});
