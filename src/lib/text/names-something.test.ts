import { expect, test } from 'vitest';
import { namesSomething } from './names-something.ts';

test.each([
  ['закваска', 'ru'],
  ['ржаной хлеб', 'ru'],
  ['Grafana', 'ru'],
  ['iPhone', 'ru'],
  ['5G', 'en'],
  ['sourdough bread', 'en'],
  ['Jane Kelly', 'en'],
  ['phishing', 'en'],
  ['load testing', 'en'],
])('«%s» (%s) names something', (term, language) => {
  expect(namesSomething(term, language)).toBe(true);
});

test.each([
  ['растёт', 'ru'],
  ['замесить', 'ru'],
  ['быстро', 'ru'],
  ['ржаной закваской замесить', 'ru'],
  ['следующий', 'ru'],
  ['breadCount', 'ru'],
  ['11bn', 'en'],
  ['quickly', 'en'],
  ['sued', 'en'],
  ['starring', 'en'],
  ['olympic', 'en'],
])('«%s» (%s) names nothing by itself', (term, language) => {
  expect(namesSomething(term, language)).toBe(false);
});
