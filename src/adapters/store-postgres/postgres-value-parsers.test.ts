import { types } from 'pg';
import { expect, it } from 'vitest';
import { postgresValueParsers } from './postgres-value-parsers.ts';

it.each([
  [types.builtins.TIMESTAMPTZ, '2024-05-01 12:00:00+00', '2024-05-01T12:00:00Z'],
  [types.builtins.TIMESTAMPTZ, '2024-05-01 21:00:00+09', '2024-05-01T12:00:00Z'],
  [types.builtins.TIMESTAMPTZ, '2024-04-30 23:30:00-12:30', '2024-05-01T12:00:00Z'],
  [types.builtins.INT8, '9007199254740991', 9007199254740991],
  [types.builtins.JSON, '"text"', '"text"'],
  [types.builtins.BOOL, 't', true],
  [types.builtins.FLOAT8, '0.1', 0.1],
])('a value of type %i is read from %s', (type, text, expected) => {
  expect(postgresValueParsers.getTypeParser(type, 'text')(text)).toBe(expected);
});
