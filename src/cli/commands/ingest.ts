import { TgParserError } from '../../domain/tg-parser-error.ts';
import { findSource } from '../../pipeline/find-source.ts';
import { ingestExport } from '../../pipeline/ingest-export.ts';
import type { Command } from '../command.ts';
import { describeRun } from '../describe-run.ts';
import { exitCodeOf } from '../exit-code.ts';
import { wholeNumber } from '../parse-option.ts';
import { type ExportOptions, exportOptions } from '../source-options.ts';
import { toHoldOptions, type WaitOption, waitOption } from '../wait-option.ts';

interface IngestCommandOptions extends ExportOptions, WaitOption {
  source?: string;
  mode: 'incremental' | 'snapshot';
  limit?: number;
}

export const ingestCommand: Command<IngestCommandOptions> = {
  options: [
    { flags: '--source <name>', description: 'the source to import into' },
    ...exportOptions,
    {
      flags: '--mode <mode>',
      description: 'incremental skips an export that was imported whole before, snapshot reads it again',
      choices: ['incremental', 'snapshot'],
      defaultValue: 'incremental',
    },
    { flags: '--limit <n>', description: 'stop after this many new messages', parse: wholeNumber('--limit', 1) },
    waitOption,
  ],
  examples: ['tg-parser ingest --from-export ./ChatExport_2026-01-01', 'tg-parser ingest --source gardeners'],
  async run({ openApplication, output, onProgress, signal }, options) {
    const application = await openApplication();
    if (options.source === undefined && options.fromExport === undefined) {
      throw new TgParserError('usage_invalid', 'Nothing says what to ingest', {
        hint: 'Give --source NAME or --from-export PATH.',
      });
    }
    if (options.fromExport === undefined && options.source !== undefined) {
      await findSource(application.sourceStore, options.source);
    }
    const { source, isNewSource, report } = await ingestExport(
      application,
      { ...options, exportPath: options.fromExport ?? null, sourceName: options.source ?? null },
      { mode: options.mode, limit: options.limit, hold: toHoldOptions(options, output), signal, onProgress },
    );
    if (isNewSource) {
      output.notice(`Registered source ${source.sourceId}${source.title === null ? '' : ` (${source.title})`}`);
    }
    for (const notice of (report.notices ?? []) as string[]) {
      output.notice(notice);
    }
    await output.result(report, () => describeRun(report));
    return exitCodeOf(report);
  },
};
