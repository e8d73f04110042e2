import type { ExportManifest } from '../domain/export-manifest.ts';
import type { ExportRequest } from './export-request.ts';
import { manifestName } from './output-folder.ts';

export interface ExportReport {
  channel_ids: string[];
  out: string;
  level: string;
  format: string;
  /** Time of the set that is in the folder now: an earlier one when nothing was new. */
  exported_at: string;
  raw_messages_total: number;
  documents_total: number;
  message_entries_total: number;
  topic_entries_total: number;
  topics_total: number;
  /** With the manifest. */
  files_total: number;
  bytes_total: number;
  duration_seconds: number;
  /** Names of the files but those of single topics. */
  files: string[];
}

/** @param durationInMs from the call of the step to now */
export function toExportReport(
  { out, channelIds }: ExportRequest,
  manifest: ExportManifest,
  durationInMs: number,
): ExportReport {
  const { filters, counts, files } = manifest;
  return {
    channel_ids: channelIds,
    out,
    level: filters.level,
    format: filters.format,
    exported_at: manifest.exported_at,
    raw_messages_total: counts.raw_messages,
    documents_total: counts.documents,
    message_entries_total: counts.message_entries,
    topic_entries_total: counts.topic_entries,
    topics_total: counts.topics,
    files_total: files.length + 1,
    bytes_total: files.reduce((sum, { bytes }) => sum + bytes, 0),
    duration_seconds: durationInMs / 1000,
    files: [...files.map(({ path }) => path).filter((path) => !path.startsWith('topic_')), manifestName],
  };
}
