import { resolve } from 'node:path';
import type { Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { type IngestOptions, ingestSource } from '../ingest/ingest-source.ts';
import type { MessageSource } from '../ports/message-source.ts';
import type { Application } from './application.ts';
import { lookUpSource } from './find-source.ts';
import { recordAttempt } from './record-attempt.ts';
import type { RunReport } from './record-run.ts';
import { registerSource } from './register-source.ts';
import { runStep } from './run-step.ts';
import type { StepOptions } from './steps.ts';

export interface ExportToIngest {
  /** File, folder or zip; null reads the export that the source was imported from last. */
  exportPath: string | null;
  /** The source to import into, as the person named it; null imports into the export's own channel. */
  sourceName: string | null;
  chat?: string | undefined;
  channelId?: string | undefined;
  timezone?: string | undefined;
}

export interface IngestedExport {
  source: Source;
  isNewSource: boolean;
  report: RunReport;
}

type IngestExportDependencies = Pick<
  Application,
  'sourceStore' | 'rawStore' | 'runStore' | 'stepLocks' | 'openExport' | 'clock'
>;

/**
 * Opens an export, registers its channel when it is new, and ingests it as a run.
 *
 * @throws TgParserError `export_not_found`, `export_unreadable`, `channel_ambiguous`, `source_exists`, `source_unknown`,
 *   `step_locked`, `step_lost`
 */
export async function ingestExport(
  dependencies: IngestExportDependencies,
  { exportPath, sourceName, chat, channelId, timezone }: ExportToIngest,
  options: IngestOptions & StepOptions = {},
): Promise<IngestedExport> {
  const target = sourceName === null ? null : await lookUpSource(dependencies.sourceStore, sourceName);
  const path = exportPath ?? target?.exportPath;
  if (!path) {
    throw new TgParserError('usage_invalid', `There is no export to read for "${sourceName}"`, {
      hint: 'Name one with --from-export PATH.',
    });
  }
  // Read again as it was read before: another zone would move every message of an export without offsets.
  const isSameExport = target?.exportPath === resolve(path);
  const chosenChat = chat ?? (isSameExport ? target.exportChat : null) ?? undefined;
  const chosenZone = timezone ?? target?.exportTimezone ?? undefined;
  const messages = await dependencies.openExport({
    path: resolve(path),
    chat: chosenChat,
    channelId: channelId ?? target?.channelId ?? undefined,
    timezone: chosenZone,
    signal: options.signal,
  });
  try {
    const { source, isNew } = await registerSource(dependencies, messages.channel, {
      target,
      sourceName,
      read: { exportPath: resolve(path), exportChat: chosenChat ?? null, exportTimezone: chosenZone ?? null },
    });
    const report = await attemptIngest(dependencies, { source, messages }, options);
    return { source, isNewSource: isNew, report };
  } finally {
    await messages.close();
  }
}

async function attemptIngest(
  dependencies: IngestExportDependencies,
  subject: { source: Source; messages: MessageSource },
  { hold, signal, ...options }: IngestOptions & StepOptions,
): Promise<RunReport> {
  const { channelId } = subject.messages.channel;
  return recordAttempt(dependencies, subject.source, () =>
    runStep(dependencies, { step: 'ingest', channelId, hold, signal }, (run) =>
      ingestSource({ ...dependencies, ...run.stores }, subject, { ...options, signal: run.signal }),
    ),
  );
}
