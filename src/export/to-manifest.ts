import type { ExportManifest } from '../domain/export-manifest.ts';
import { sha256 } from '../lib/sha256.ts';
import { stableJson } from '../lib/stable-json.ts';
import type { ExportContext } from './export-context.ts';
import type { ExportCounts } from './export-counts.ts';
import { exportVersion } from './export-version.ts';

/** The manifest of the files that are complete. */
export function toManifest(
  { request, files, exportedAt }: ExportContext,
  counts: ExportCounts,
  origin: string,
): ExportManifest {
  const head = {
    export_version: exportVersion,
    program: { name: 'tg-parser' as const, version: request.programVersion },
    filters: {
      channel_ids: request.channelIds,
      ...(request.catalogueId === undefined ? {} : { catalogue_id: request.catalogueId }),
      level: request.level,
      format: request.format,
      from_date: request.period.from,
      to_date: request.period.to,
      topic_id: request.topicId,
      include_supporting: request.includeSupporting,
    },
    counts,
  };
  return {
    ...head,
    exported_at: exportedAt,
    files: files.files().map(({ path, bytes, sha256: hash }) => ({ path, bytes, sha256: hash })),
    content_hash: sha256(stableJson({ head, files: files.contentHash() })),
    origin,
  };
}
