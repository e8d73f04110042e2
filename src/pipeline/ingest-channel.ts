import type { Source, SourceVia } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { IngestOptions } from '../ingest/ingest-source.ts';
import type { LiveIngestOptions } from '../ingest/live/live-options.ts';
import type { Application } from './application.ts';
import { findSource, lookUpSource } from './find-source.ts';
import { type ExportToIngest, type IngestedExport, ingestExport } from './ingest-export.ts';
import { type IngestedLive, ingestLiveSource } from './ingest-live-source.ts';
import type { StepOptions } from './steps.ts';

export interface ChannelToIngest extends ExportToIngest {
  /** The road to take; null: an export when one is named, else that of the source. */
  via: SourceVia | null;
  /** Whether discussions are read, too, from this run on. Default: as the source is set. */
  includeComments?: boolean | undefined;
}

export type ChannelIngestOptions = IngestOptions & LiveIngestOptions & StepOptions;

/**
 * Reads a channel by whatever road it is read: an export, the public preview, or an account.
 *
 * @throws TgParserError `usage_invalid`, `source_unknown`, and what the road throws
 */
export async function ingestChannel(
  application: Application,
  { via, includeComments, ...input }: ChannelToIngest,
  options: ChannelIngestOptions = {},
): Promise<IngestedExport | IngestedLive> {
  const { exportPath, sourceName } = input;
  if (exportPath !== null) {
    if (via !== null && via !== 'export') {
      throw new TgParserError('usage_invalid', `An export is not read via ${via}`, {
        hint: 'Leave --via or --from-export out.',
      });
    }
    refuseComments(includeComments);
    return ingestExport(application, input, options);
  }
  const name = sourceName ?? '';
  const source = await lookUpSource(application.sourceStore, name);
  const road = via ?? source?.via ?? (await roadOfStranger(application, name));
  if (road === 'export') {
    refuseComments(includeComments);
  }
  return road === 'export'
    ? ingestExport(application, input, options)
    : ingestLiveSource(application, { sourceName: name, via: road, includeComments }, options);
}

function refuseComments(includeComments: boolean | undefined): void {
  if (includeComments === true) {
    throw new TgParserError('usage_invalid', 'An export holds no comments', {
      hint: 'They are read with an account: --via mtproto.',
    });
  }
}

/**
 * Only what was written as a channel is looked for on Telegram: a bare word may be a mistyped source. What is not public is seen by an
 * account only.
 */
async function roadOfStranger({ sourceStore }: Application, name: string): Promise<Source['via']> {
  if (/(?:t|telegram)\.me\/(?:\+|joinchat\/|c\/)/i.test(name)) {
    return 'mtproto';
  }
  if (/^@|t\.me\/|telegram\.me\//i.test(name)) {
    return 'web';
  }
  return (await findSource(sourceStore, name)).via;
}
