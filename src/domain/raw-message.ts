import { z } from 'zod';
import { instantPattern } from './instant.ts';
import { sourceRefPattern } from './source-ref.ts';

/**
 * The kinds of text entity, named as the Bot API names them (https://core.telegram.org/bots/api#messageentity);
 * a kind that we do not know is kept under its own name.
 */
export const messageEntitySchema = z.looseObject({
  kind: z.string(),
  /** UTF-16 code units from the start of `text`. */
  offset: z.number().int().nonnegative(),
  /** UTF-16 code units. */
  length: z.number().int().nonnegative(),
  /** Target of a `text_link`; for other kinds only where the source names one. */
  url: z.string().optional(),
});
export type MessageEntity = z.infer<typeof messageEntitySchema>;

export const messageMediaSchema = z.looseObject({
  /** photo, video, video_message, animation, voice, audio, file, sticker, poll, location, venue, contact, game, invoice, story … */
  kind: z.string(),
  mime: z.string().optional(),
  /** Bytes. */
  size: z.number().nonnegative().optional(),
  /** The name its sender gave it; never a path. */
  file_name: z.string().optional(),
  /** Seconds. */
  duration: z.number().nonnegative().optional(),
});
export type MessageMedia = z.infer<typeof messageMediaSchema>;

/** One message as a source showed it, in our names. Never downloaded media, never changed text. */
export const rawMessageSchema = z.looseObject({
  id: z.string(),
  message_type: z.enum(['post', 'comment', 'service']),
  source_ref: z.string().regex(sourceRefPattern),
  channel_id: z.string().regex(/^[^:]+$/),
  date: z.string().regex(instantPattern),
  text: z.string(),
  thread_id: z.string().optional(),
  parent_message_id: z.string().optional(),
  language: z.string().optional(),
  /** The whole source object up to 256 KiB; above that its small fields with `truncated`, `original_size_bytes`, `kept_fields`. */
  raw_payload: z.record(z.string(), z.unknown()).optional(),
  entities: z.array(messageEntitySchema).optional(),
  /** Every web address of the text and its entities, in order, without repeats. */
  links: z.array(z.string()).optional(),
  media: messageMediaSchema.optional(),
  /** The id of the album's first message. */
  album_id: z.string().optional(),
  forward: z
    .looseObject({
      from_name: z.string().optional(),
      from_id: z.string().optional(),
      message_id: z.string().optional(),
      date: z.string().regex(instantPattern).optional(),
    })
    .optional(),
  reactions: z.array(z.looseObject({ kind: z.string(), emoji: z.string().optional(), count: z.number() })).optional(),
  views: z.number().optional(),
  edited_at: z.string().regex(instantPattern).optional(),
  author: z.looseObject({ name: z.string().optional(), id: z.string().optional() }).optional(),
  forum_topic: z.looseObject({ id: z.string(), title: z.string().optional() }).optional(),
  /** Of a service message: the action as the source names it, for example `topic_created`. */
  service_action: z.string().optional(),
});
export type RawMessage = z.infer<typeof rawMessageSchema>;
