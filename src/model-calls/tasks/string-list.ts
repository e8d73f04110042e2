import { z } from 'zod';

/** A list out of a model's answer: what is no text is left out, what is no list is empty. */
export const stringList = z
  .array(z.unknown())
  .catch([])
  .transform((values) => values.filter((value) => typeof value === 'string'));

/** JSON Schema of the same. */
export const stringListField = { type: 'array', items: { type: 'string' } };
export const stringField = { type: 'string' };
