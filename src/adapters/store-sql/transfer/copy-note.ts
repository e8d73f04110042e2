import { z } from 'zod';
import type { Instant } from '../../../domain/instant.ts';

/** Kept with the target of a copy, so that the next one knows what it may overwrite. */
export interface CopyNote {
  /** Identity of the source. */
  source: string;
  startedAt: Instant;
  /** Null while a copy is not finished. */
  finishedAt: Instant | null;
  /** The tables as the last finished copy left them. */
  tables: Record<string, { columns: string[]; checksum: string }>;
}

const noteSchema = z.object({
  source: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  tables: z.record(z.string(), z.object({ columns: z.array(z.string()), checksum: z.string() })),
});

/** @returns null for a text that is no such note: what it says cannot be relied on */
export function parseCopyNote(text: string | null): CopyNote | null {
  try {
    return noteSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
}
