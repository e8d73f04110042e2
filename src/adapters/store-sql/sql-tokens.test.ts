import { expect, it } from 'vitest';
import { insideBrackets, splitAtCommas, sqlTokens } from './sql-tokens.ts';

it.each([
  ['SELECT "a", [b], `c` FROM T', ['select', 'a', ',', 'b', ',', 'c', 'from', 't']],
  ['"Mixed" "a ""b"""', ['"Mixed"', '"a ""b"""']],
  ["'it''s -- no comment' -- one\n/* two */ x", ["'it''s -- no comment'", 'x']],
  ['a<>1.5 and b>=$1 or c=?', ['a', '<>', '1.5', 'and', 'b', '>=', '$1', 'or', 'c', '=', '?']],
  ["x::text||'y'", ['x', '::', 'text', '||', "'y'"]],
])('splits %s', (sql, tokens) => {
  expect(sqlTokens(sql)).toEqual(tokens);
});

it('finds what is in brackets, and parts a list at its own commas only', () => {
  const tokens = sqlTokens('check (a in (1, 2), f(b, c)) more');
  const inside = insideBrackets(tokens, 1);
  expect(inside.join(' ')).toBe('a in ( 1 , 2 ) , f ( b , c )');
  expect(splitAtCommas(inside).map((part) => part.join(' '))).toEqual(['a in ( 1 , 2 )', 'f ( b , c )']);
});
