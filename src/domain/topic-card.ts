import { z } from 'zod';
import { instantPattern } from './instant.ts';
import { sourceRefPattern } from './source-ref.ts';

const score = z.number().min(0).max(1);
const messageTypeSchema = z.enum(['post', 'comment']);

export const topicAnchorSchema = z.looseObject({
  channel_id: z.string(),
  message_id: z.string(),
  message_type: messageTypeSchema,
  anchor_ref: z.string().regex(sourceRefPattern),
  score,
});
export type TopicAnchor = z.infer<typeof topicAnchorSchema>;

/** What a topic is about, what belongs to it and what does not, and the messages that prove it. */
export const topicCardSchema = z
  .looseObject({
    /** `topic:<anchor_ref of its first anchor at birth>`, kept for life. */
    id: z.string().startsWith('topic:tg:'),
    title: z.string().min(1),
    summary: z.string(),
    scope_in: z.array(z.string()).min(1),
    scope_out: z.array(z.string()).min(1),
    type: z.enum(['singleton', 'cluster']),
    anchors: z.array(topicAnchorSchema).min(1).max(3),
    /** source_refs of the channel's messages that the card was written from. */
    sources: z.array(z.string().regex(sourceRefPattern)).min(1),
    updated_at: z.string().regex(instantPattern),
    tags: z.array(z.string()),
    keywords: z.array(z.string()),
    /** Ids of other topics, nearest first. */
    related_topics: z.array(z.string()),
    theme: z
      .looseObject({
        id: z.string(),
        title: z.string(),
        /** Id of the model that titled it; absent for a title that is made of words. */
        titled_by: z.string().optional(),
      })
      .nullable(),
    status: z.enum(['active', 'retired', 'needs_review']),
    origin: z.enum(['discovered', 'target']),
    /** What a person decided, and no run may overwrite; absent: nothing. `status` is that of a topic that a person retired. */
    protected: z.array(z.enum(['title', 'members', 'status'])).optional(),
    /** Of a topic that a person merged into another one: the id of that one. The topic itself is retired. */
    merged_into: z.string().startsWith('topic:tg:').nullable().optional(),
    metadata: z.looseObject({
      topicization_run_id: z.string(),
      pipeline_version: z.string(),
      algorithm: z.string(),
      parameters: z.record(z.string(), z.unknown()),
      model_id: z.string(),
      prompt_id: z.string().nullable(),
      prompt_name: z.string().nullable(),
      /** `channel_id` is the id of the catalogue; `channel_ids` are the channels of a set. */
      input_scope: z.looseObject({ channel_id: z.string(), mode: z.string(), channel_ids: z.array(z.string()).optional() }),
    }),
  })
  .refine((card) => card.type === 'singleton' || card.anchors.length >= 2, { error: 'a cluster has at least two anchors' });
export type TopicCard = z.infer<typeof topicCardSchema>;
/** A part of a topic that a person may decide about. */
export type ProtectedPart = NonNullable<TopicCard['protected']>[number];

export const topicBundleItemSchema = z.looseObject({
  channel_id: z.string(),
  message_id: z.string(),
  message_type: messageTypeSchema,
  source_ref: z.string().regex(sourceRefPattern),
  role: z.enum(['anchor', 'supporting']),
  score,
  justification: z.string().min(1),
  /** What the justification rests on: words of the message, a model, the conversation around it, or only the company of its words. */
  justified_by: z.enum(['quote', 'model', 'conversation', 'likeness']).optional(),
  thread_id: z.string().nullable(),
  parent_message_id: z.string().nullable(),
  /** True: a run put it into a topic that a person looks after; when topics are founded anew, it may go elsewhere. */
  joined: z.boolean().optional(),
  /** `story:<source_ref of the earliest>`: the same for messages that report one event; null for one that stands alone. */
  story_id: z.string().startsWith('story:tg:').nullable().optional(),
  /** Of a message in the topic of a target: the topic that a person retired and that it is of, too; it is wanted in no discovered one. */
  retired_topic_id: z.string().startsWith('topic:tg:').optional(),
});
export type TopicBundleItem = z.infer<typeof topicBundleItemSchema>;

/** The messages of a topic: anchors first, score descending, source_ref ascending, unique by source_ref. */
export const topicBundleSchema = z.looseObject({
  topic_id: z.string().startsWith('topic:tg:'),
  updated_at: z.string().regex(instantPattern),
  items: z.array(topicBundleItemSchema),
  time_range: z.looseObject({ from: z.string().regex(instantPattern), to: z.string().regex(instantPattern) }).nullable(),
  channels: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()),
});
export type TopicBundle = z.infer<typeof topicBundleSchema>;
