import { expect, test } from 'vitest';
import { isStopword } from './is-stopword.ts';

test.each([
  ['ru', 'который', 'велосипед'],
  ['ru', 'кстати', 'деньги'],
  ['uk', 'який', 'майстерня'],
  ['en', 'which', 'system'],
  ['es', 'sobre', 'taller'],
  ['de', 'nicht', 'werkstatt'],
  ['fa', 'برای', 'دوچرخه'],
  ['ar', 'على', 'ورشة'],
  ['be', 'который', 'дарога'],
  ['und', 'the', 'lathe'],
])('%s: "%s" carries no subject, "%s" does', (language, stopword, subject) => {
  expect(isStopword(stopword, language)).toBe(true);
  expect(isStopword(subject, language)).toBe(false);
});
