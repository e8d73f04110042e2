import type { ExportManifest } from '../domain/export-manifest.ts';

export type ExportCounts = ExportManifest['counts'];

export const noCounts: ExportCounts = { raw_messages: 0, documents: 0, message_entries: 0, topic_entries: 0, topics: 0 };
