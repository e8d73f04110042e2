import { z } from 'zod';
import { exportManifestSchema } from './export-manifest.ts';
import { knowledgeBaseEntrySchema } from './knowledge-base-entry.ts';
import { processedDocumentSchema } from './processed-document.ts';
import { rawMessageSchema } from './raw-message.ts';
import { topicBundleSchema, topicCardSchema } from './topic-card.ts';
import { topicFileSchema } from './topic-file.ts';

/** Every record that leaves the product, by the name that `tg-parser schema NAME` takes. */
export const recordSchemas = {
  raw_telegram_message: rawMessageSchema,
  processed_document: processedDocumentSchema,
  topic_card: topicCardSchema,
  topic_bundle: topicBundleSchema,
  knowledge_base_entry: knowledgeBaseEntrySchema,
  topic_file: topicFileSchema,
  manifest: exportManifestSchema,
} as const satisfies Record<string, z.ZodType>;

export type RecordName = keyof typeof recordSchemas;

export const recordNames = Object.keys(recordSchemas) as RecordName[];

/** The JSON Schema (draft-07) of a record. Fields that it does not name are allowed, in every object. */
export function recordJsonSchema(name: RecordName): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(recordSchemas[name], {
    target: 'draft-7',
    // zod names its own checks as formats (`starts_with`), which strict validators refuse; the pattern beside it says it all.
    override: ({ jsonSchema }) => {
      delete jsonSchema.format;
    },
  });
  return { $schema, title: name, ...schema };
}
