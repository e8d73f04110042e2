import { z } from 'zod';
import { instantPattern } from './instant.ts';
import { sourceRefPattern } from './source-ref.ts';

export const documentEntitySchema = z.looseObject({
  /** person, organization, link, mention, hashtag, money, date, phone, email */
  type: z.string(),
  value: z.string(),
  confidence: z.number().min(0).max(1),
});
export type DocumentEntity = z.infer<typeof documentEntitySchema>;

export const noiseSchema = z.looseObject({
  is_noise: z.boolean(),
  /** advertising, greeting, chatter */
  kind: z.string().nullable(),
  reason: z.string().nullable(),
});
export type Noise = z.infer<typeof noiseSchema>;

/** What one message (or one album) says, structured. Exactly one for each raw message with text. */
export const processedDocumentSchema = z.looseObject({
  /** `doc:<source_ref>` */
  id: z.string().startsWith('doc:tg:'),
  source_ref: z.string().regex(sourceRefPattern),
  source_message_id: z.string(),
  channel_id: z.string().regex(/^[^:]+$/),
  message_type: z.enum(['post', 'comment']),
  processed_at: z.string().regex(instantPattern),
  date: z.string().regex(instantPattern),
  text_clean: z.string().min(1),
  title: z.string().min(1),
  /** Null when the text is too short for a summary to be shorter. */
  summary: z.string().nullable(),
  topics: z.array(z.string()),
  keywords: z.array(z.string()),
  entities: z.array(documentEntitySchema),
  /** ISO 639-1 or `und`. */
  language: z.string().regex(/^([a-z]{2}|und)$/),
  noise: noiseSchema,
  /** The source_ref of the earliest message that says the same, null for an original. */
  duplicate_of: z.string().regex(sourceRefPattern).nullable(),
  /** `sha256:<hex>` of the normalised clean text. */
  content_hash: z.string().startsWith('sha256:'),
  metadata: z.looseObject({
    pipeline_version: z.string(),
    model_id: z.string(),
    prompt_id: z.string().nullable(),
    prompt_name: z.string().nullable(),
    parameters: z.record(z.string(), z.unknown()),
    usage: z.looseObject({ input_tokens: z.number(), output_tokens: z.number() }).nullable(),
  }),
});
export type ProcessedDocument = z.infer<typeof processedDocumentSchema>;
