import { z } from 'zod';
import { instantPattern } from './instant.ts';
import { topicBundleItemSchema, topicBundleSchema, topicCardSchema } from './topic-card.ts';

/** A message of a topic with its address, so that a reader needs no second file to follow it. */
export const resolvedSourceSchema = z.looseObject({
  ...topicBundleItemSchema.pick({
    source_ref: true,
    channel_id: true,
    message_id: true,
    message_type: true,
    role: true,
    score: true,
    justification: true,
  }).shape,
  telegram_url: z.string().nullable(),
});
export type ResolvedSource = z.infer<typeof resolvedSourceSchema>;

/** `topic_<topic id with ':' as '_'>.json`: one topic with everything that proves it. */
export const topicFileSchema = z.looseObject({
  topic_card: topicCardSchema,
  topic_bundle: topicBundleSchema,
  resolved_sources: z.array(resolvedSourceSchema),
  exported_at: z.string().regex(instantPattern),
  export_version: z.string(),
});
export type TopicFile = z.infer<typeof topicFileSchema>;
