import { z } from 'zod';

/** Characters that are no text, and half of a surrogate pair: no database could keep them. */
const noText = /\p{Cs}|(?![\t\n\r])\p{Cc}/u;
const mostInTitle = 120;
const mostInText = 4_000;
const mostTexts = 100;

/** One line, whatever spaces were typed: two titles that look the same are the same. */
const titleSchema = z
  .string()
  .refine((text) => !noText.test(text), { error: 'holds characters that are no text' })
  .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, { error: 'is empty' })
      .max(mostInTitle, { error: `has more than ${mostInTitle} characters` }),
  );

const textSchema = z
  .string()
  .max(mostInText, { error: `has more than ${mostInText} characters` })
  .refine((text) => !noText.test(text), { error: 'holds characters that are no text' })
  .transform((text) => text.normalize('NFC').trim());

const textsSchema = z
  .array(textSchema.refine((text) => text !== '', { error: 'is empty' }))
  .max(mostTexts, { error: `has more than ${mostTexts} texts` })
  .transform((texts) => [...new Set(texts)]);

/** A topic that a person names before anything is known of the messages. Its title is what it is known by in its channel. */
export const targetTopicSchema = z.strictObject({
  title: titleSchema,
  /** What it is about, in a sentence or more; may be empty. */
  description: textSchema.default(''),
  /** Texts that belong to it, like messages. */
  examples: textsSchema.default([]),
  /** What does not belong to it though it is near. */
  exclusions: textsSchema.default([]),
  /** ISO 639-1; null: told from its words. */
  language: z
    .string()
    .regex(/^[a-z]{2}$/, { error: 'is no code like "en"' })
    .nullable()
    .default(null),
});
export type TargetTopic = z.infer<typeof targetTopicSchema>;
