import { z } from 'zod';
import { instantPattern } from './instant.ts';

export const exportLevels = ['raw', 'processed', 'full'] as const;
export type ExportLevel = (typeof exportLevels)[number];

export const exportFormats = ['ndjson', 'json', 'csv', 'markdown'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const hashPattern = /^sha256:[0-9a-f]{64}$/;

/** `manifest.json`: what an export consists of. A folder is replaced only when its manifest names every file in it. */
export const exportManifestSchema = z.looseObject({
  /** Changes when a reader of the files would have to change. */
  export_version: z.string(),
  program: z.looseObject({ name: z.literal('tg-parser'), version: z.string() }),
  exported_at: z.string().regex(instantPattern),
  filters: z.looseObject({
    channel_ids: z.array(z.string()),
    /** `set:<name>` when the topics are those of the channels together. */
    catalogue_id: z.string().optional(),
    level: z.enum(exportLevels),
    format: z.enum(exportFormats),
    /** Message time, included. */
    from_date: z.string().regex(instantPattern).nullable(),
    /** Message time, included. */
    to_date: z.string().regex(instantPattern).nullable(),
    topic_id: z.string().nullable(),
    include_supporting: z.boolean(),
  }),
  counts: z.looseObject({
    raw_messages: z.number().int(),
    documents: z.number().int(),
    message_entries: z.number().int(),
    topic_entries: z.number().int(),
    topics: z.number().int(),
  }),
  /** By path, code unit order; without the manifest itself. */
  files: z.array(
    z.looseObject({
      path: z.string().regex(/^[^/\\]+$/),
      bytes: z.number().int().nonnegative(),
      /** Of the file's bytes. */
      sha256: z.string().regex(hashPattern),
    }),
  ),
  /** Equal for two exports whose files differ in `exported_at` only. */
  content_hash: z.string().regex(hashPattern),
  /** Fingerprint of the state of the stores and of the options: equal means that exporting again would write the same. */
  origin: z.string().regex(hashPattern),
});
export type ExportManifest = z.infer<typeof exportManifestSchema>;
