import { z } from 'zod';
import { instantPattern } from './instant.ts';

const checksum = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** `manifest.json` of a backup: what it holds, and what it takes to restore it. */
export const backupManifestSchema = z.looseObject({
  format: z.literal('tg-parser-backup'),
  format_version: z.literal(1),
  created_at: z.string().regex(instantPattern),
  program_version: z.string(),
  databases: z.array(
    z.looseObject({
      database: z.enum(['ingestion', 'raw', 'processing']),
      engine: z.enum(['sqlite', 'postgresql']),
      /** The history that made the tables. */
      migrations: z.array(z.looseObject({ name: z.string(), checksum })),
      /** In `<database>/<table>.ndjson.gz`; each row is an array of values in the order of `columns`. */
      tables: z.array(
        z.looseObject({
          table: z.string().regex(/^[a-z][a-z0-9_]*$/),
          columns: z.array(z.string()).min(1),
          rows: z.int().min(0),
          /** Of the compressed file. */
          bytes: z.int().min(0),
          sha256: checksum,
        }),
      ),
    }),
  ),
});

export type BackupManifest = z.infer<typeof backupManifestSchema>;
export type BackedUpDatabase = BackupManifest['databases'][number];
export type BackedUpTable = BackedUpDatabase['tables'][number];
