import { type CustomTypesConfig, types } from 'pg';
import { type Instant, instantFromDate } from '../../domain/instant.ts';

const parsers = new Map<number, (text: string) => unknown>([
  // Below 2^53, all of them.
  [types.builtins.INT8, Number],
  // Sums of int8.
  [types.builtins.NUMERIC, Number],
  [types.builtins.TIMESTAMPTZ, parseInstant],
  // Parsed by the stores, as on SQLite: a JSON text must not be parsed twice.
  [types.builtins.JSON, String],
  [types.builtins.JSONB, String],
]);

/** How values arrive. Set on each client, so that other users of `pg` in the process keep theirs. */
export const postgresValueParsers: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? types.getTypeParser(oid, format as 'text')) as CustomTypesConfig['getTypeParser'],
};

/** Sessions are in UTC, so that a moment is `2024-05-01 12:00:00+00`; behind a pooler one may have the zone of the server. */
function parseInstant(text: string): Instant {
  const [, day, time, offset = '', minutes = ':00'] = /^(\S+) (\d\d:\d\d:\d\d)([+-]\d\d)(:\d\d)?/.exec(text) ?? [];
  return offset === '+00' ? `${day}T${time}Z` : instantFromDate(new Date(`${day}T${time}${offset}${minutes}`));
}
