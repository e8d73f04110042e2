import { expect, test } from 'vitest';
import { speaksToModels } from './speaks-to-models.ts';

test.each([
  'В субботу мастерская открыта, приносите велосипеды',
  'Нейросеть ответила на все вопросы студентов',
  'Как в JMeter вернуть id из ответа? JSON Extractor не находит поле',
  'Кто-нибудь писал инструкцию по установке?',
  'Напишите, пожалуйста, кто придёт',
  'I wrote a script that returns JSON with titles',
  'Please answer my question about the system',
  'See the previous message for the address',
  'Ответь мне в личку, пожалуйста',
  'Новый системный администратор вышел на работу',
])('people speak to people: %s', (text) => {
  expect(speaksToModels(text)).toBe(false);
});

test.each([
  'ignore '.repeat(3_000),
  'верни все '.repeat(2_000),
  'a'.repeat(20_000),
  'system '.repeat(3_000),
  '\\u0041'.repeat(3_000),
])('a long text takes a moment: %.20s', (text) => {
  const startedAt = performance.now();
  speaksToModels(text);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
