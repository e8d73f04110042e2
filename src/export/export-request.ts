import type { ExportFormat, ExportLevel } from '../domain/export-manifest.ts';
import type { Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { compareText } from '../lib/compare-text.ts';
import type { ReportProgress } from '../ports/progress.ts';
import { type ExportPeriod, parsePeriod } from './export-period.ts';

export interface ExportOptions {
  /** Output folder: new, empty, or an earlier export, which is replaced. */
  out: string;
  /** Goes into the manifest; another version exports again. */
  programVersion: string;
  /** Default `full`. */
  level?: ExportLevel | undefined;
  /** Of the entries, messages or documents. Default `ndjson`. */
  format?: ExportFormat | undefined;
  /** `2026-01-31` (UTC) or a moment with zone; message time, included. */
  fromDate?: string | undefined;
  toDate?: string | undefined;
  /** Whose topics are exported, with the channels of a set `set:<name>`. Default: those that each channel has by itself. */
  catalogueId?: string | undefined;
  /** Only this topic and its messages. */
  topicId?: string | undefined;
  /** Indents JSON files; NDJSON stays one record a line. Default false. */
  pretty?: boolean | undefined;
  /** False: a topic holds its anchors only. Default true. */
  includeSupporting?: boolean | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ReportProgress | undefined;
}

/** What is to be exported, checked and with its defaults. */
export interface ExportRequest {
  out: string;
  programVersion: string;
  /** In the order of their messages' ids. */
  sources: Source[];
  channelIds: string[];
  /** Of a set of channels; absent: each channel has its own. */
  catalogueId?: string;
  level: ExportLevel;
  format: ExportFormat;
  period: ExportPeriod;
  topicId: string | null;
  pretty: boolean;
  includeSupporting: boolean;
}

/** @throws TgParserError `usage_invalid` when options do not fit together */
export function toExportRequest(sources: readonly Source[], options: ExportOptions): ExportRequest {
  const { level = 'full', format = 'ndjson' } = options;
  if (level !== 'full' && (format === 'csv' || format === 'markdown')) {
    throw new TgParserError('usage_invalid', `--level ${level} cannot be written as ${format}`, {
      hint: 'Use --format ndjson or json for it, or --level full.',
    });
  }
  if (level !== 'full' && options.topicId !== undefined) {
    throw new TgParserError('usage_invalid', `--topic-id does not go with --level ${level}, which has no topics`, {
      hint: 'Leave --level out to export the topic.',
    });
  }
  // A colon sorts after digits, so `12:` comes after `123:`: the entries' ids are compared with it.
  const sorted = sources
    .filter(({ channelId }) => channelId !== null)
    .toSorted((left, right) => compareText(`${left.channelId}:`, `${right.channelId}:`));
  return {
    out: options.out,
    programVersion: options.programVersion,
    sources: sorted,
    channelIds: sorted.flatMap(({ channelId }) => channelId ?? []),
    ...(options.catalogueId === undefined ? {} : { catalogueId: options.catalogueId }),
    level,
    format,
    period: parsePeriod(options),
    topicId: options.topicId ?? null,
    pretty: options.pretty ?? false,
    includeSupporting: options.includeSupporting ?? true,
  };
}
