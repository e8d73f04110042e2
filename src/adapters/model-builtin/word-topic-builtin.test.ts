import fc from 'fast-check';
import { expect, test } from 'vitest';
import { topicToWordSchema, wordTopics } from '../../ports/word-topics.ts';
import { wordTopicBuiltin } from './word-topic-builtin.ts';

test('whatever is asked, the answer fits its schema and titles stay short', () => {
  const topic = fc.record({
    id: fc.string(),
    language: fc.constantFrom('ru', 'en', 'fa', 'und', 'xx'),
    documents: fc.array(fc.record({ source_ref: fc.string(), title: fc.string(), text: fc.string() }), {
      minLength: 1,
      maxLength: 3,
    }),
    distinguishing_terms: fc.array(fc.string()),
    neighbour_terms: fc.array(fc.string()),
    document_count: fc.integer({ min: 1 }),
  });
  fc.assert(
    fc.property(topic, (asked) => {
      const { title } = wordTopics.answer.parse(wordTopicBuiltin(asked));
      expect(title.trim() !== '' && title.length <= 120).toBe(true);
    }),
  );
});

test('a title joins the words that name something, in the language of the topic', () => {
  const topic = topicToWordSchema.parse({
    id: '1',
    language: 'ru',
    documents: [{ source_ref: 'tg:1:post:1', title: 'Мука', text: 'Ржаную муку лучше просеять два раза перед замесом.' }],
    distinguishing_terms: ['ржаная мука', 'просеять', 'закваска', 'муки', 'печь'],
    neighbour_terms: ['велосипед'],
    document_count: 5,
  });
  const worded = wordTopicBuiltin(topic);
  expect(worded.title).toContain('Ржаная мука, закваска');
  expect(worded.summary).toContain('Ржаную муку');
  expect(worded.scope_out).toEqual(['велосипед']);
});

test('a single message is told by its headline, and so are a few whose words name nothing', () => {
  const topic = topicToWordSchema.parse({
    id: '1',
    language: 'en',
    documents: [{ source_ref: 'tg:1:post:1', title: 'How to keep a starter alive', text: 'Feed it twice a day.' }],
    distinguishing_terms: ['starter'],
    neighbour_terms: [],
    document_count: 1,
  });
  expect(wordTopicBuiltin(topic).title).toBe('How to keep a starter alive');
  const said = wordTopicBuiltin({ ...topic, distinguishing_terms: ['quickly', 'told'], document_count: 3 });
  expect(said.title).toBe('How to keep a starter alive');
});
