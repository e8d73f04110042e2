import { z } from 'zod';

/** A list out of a model's answer: what is no text is left out, what is no list is empty. */
export const stringList = z
  .unknown()
  .optional()
  .transform((value) => (Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []));

export const stringField = { type: 'string' };
export const stringListField = { type: 'array', items: stringField };
