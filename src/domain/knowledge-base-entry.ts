import { z } from 'zod';
import { instantPattern } from './instant.ts';
import { sourceRefPattern } from './source-ref.ts';

/** One line of `kb_entries.ndjson`: a message or a topic as a retrieval system wants it. */
export const knowledgeBaseEntrySchema = z.looseObject({
  /** `kb:msg:<source_ref>` or `kb:topic:<topic_id>` */
  id: z.string().regex(/^kb:(msg:tg|topic:topic):/),
  source: z.looseObject({
    type: z.enum(['telegram_message', 'topic']),
    channel_id: z.string(),
    message_id: z.string().nullable(),
    message_type: z.enum(['post', 'comment']).nullable(),
    source_ref: z.string().regex(sourceRefPattern).nullable(),
    topic_id: z.string().nullable(),
  }),
  created_at: z.string().regex(instantPattern),
  title: z.string().min(1),
  content: z.string().min(1),
  /** Ids of the topics that hold it, then the document's own labels. */
  topics: z.array(z.string()),
  tags: z.array(z.string()),
  vector: z.array(z.number()).nullable(),
  metadata: z.record(z.string(), z.unknown()),
});
export type KnowledgeBaseEntry = z.infer<typeof knowledgeBaseEntrySchema>;
