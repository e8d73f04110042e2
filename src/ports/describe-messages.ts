import { z } from 'zod';
import { documentEntitySchema, noiseSchema } from '../domain/processed-document.ts';
import type { ModelTask } from './language-model.ts';

/** What a model is told of one message (or album). */
export const messageToDescribeSchema = z.object({
  /** The source_ref; the answer is keyed by it. */
  id: z.string(),
  text: z.string(),
  /** The start of the post that a comment stands under; null for what stands for itself. */
  context: z.string().nullable(),
  /** ISO 639-1 when code is sure, else `und`. */
  language: z.string(),
  /** Found by code already: links, mentions, hashtags, e-mail, phones, money, dates. */
  entities: z.array(documentEntitySchema),
});
export type MessageToDescribe = z.infer<typeof messageToDescribeSchema>;

export const messageDescriptionSchema = z.object({
  title: z.string().min(1).max(200),
  summary: z.string().nullable(),
  topics: z.array(z.string()).max(8),
  keywords: z.array(z.string()).max(12),
  /** People, organisations and places; what code found is not repeated. */
  entities: z.array(documentEntitySchema),
  noise: noiseSchema,
  /** ISO 639-1, where code was not sure; else null. */
  language: z.string().nullable(),
});
export type MessageDescription = z.infer<typeof messageDescriptionSchema>;

/** Asks what a message says: title, summary, labels, names, noise. */
export const describeMessages: ModelTask<MessageToDescribe, MessageDescription> = {
  name: 'describe_messages',
  item: messageToDescribeSchema,
  answer: messageDescriptionSchema,
};
