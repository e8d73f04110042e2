import type { ColumnType } from 'kysely';
import type { Instant } from '../../../domain/instant.ts';

/** Read through `decodeBoolean`. */
export type BooleanColumn = ColumnType<boolean | number, boolean, boolean>;
/** Read through `decodeInstant`. */
export type InstantColumn = ColumnType<Instant | Date, Instant, Instant>;
export type NullableInstantColumn = ColumnType<Instant | Date | null, Instant | null, Instant | null>;
/** Written as JSON text, read through `decodeJson`. */
export type JsonColumn = ColumnType<unknown, string, string>;
export type NullableJsonColumn = ColumnType<unknown, string | null, string | null>;
/** 0 post, 1 comment: see `space-code.ts`. */
export type SpaceColumn = 0 | 1;
