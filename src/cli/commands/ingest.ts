import { TgParserError } from '../../domain/tg-parser-error.ts';
import { followSources } from '../../pipeline/follow-sources.ts';
import { ingestAll, type SourceOutcome } from '../../pipeline/ingest-all.ts';
import { ingestChannel } from '../../pipeline/ingest-channel.ts';
import type { Command, CommandContext } from '../command.ts';
import { describeRun } from '../describe-run.ts';
import { describeSourceOutcome } from '../describe-source-outcome.ts';
import { exitCodeOf } from '../exit-code.ts';
import { type LiveCommandOptions, liveOptions } from '../live-options.ts';
import { wholeNumber } from '../parse-option.ts';
import { type ExportOptions, exportOptions } from '../source-options.ts';
import { toHoldOptions, type WaitOption, waitOption } from '../wait-option.ts';

interface IngestCommandOptions extends ExportOptions, LiveCommandOptions, WaitOption {
  source?: string;
  all?: boolean;
  follow?: boolean;
  mode: 'incremental' | 'snapshot';
  limit?: number;
}

export const ingestCommand: Command<IngestCommandOptions> = {
  options: [
    { flags: '--source <name>', description: 'a registered source, or a public channel as @name' },
    { flags: '--all', description: 'every registered source, several at a time' },
    { flags: '--follow', description: 'with --all: look again and again, at each source by its --poll-interval, until Ctrl-C' },
    ...exportOptions,
    ...liveOptions,
    {
      flags: '--mode <mode>',
      description: 'incremental reads what is new and goes on downwards; snapshot reads everything again and compares',
      choices: ['incremental', 'snapshot'],
      defaultValue: 'incremental',
    },
    { flags: '--limit <n>', description: 'stop after this many new messages', parse: wholeNumber('--limit', 1) },
    waitOption,
  ],
  examples: [
    'tg-parser ingest --from-export ./ChatExport_2026-01-01',
    'tg-parser ingest --source @gardeners --limit 500',
    'tg-parser ingest --source @gardeners --via mtproto --include-comments',
    'tg-parser ingest --all',
    'tg-parser ingest --all --follow',
  ],
  async run(context, options) {
    if (options.all === true) {
      return runAll(context, options);
    }
    if (options.follow === true) {
      throw new TgParserError('usage_invalid', '--follow needs --all');
    }
    if (options.source === undefined && options.fromExport === undefined) {
      throw new TgParserError('usage_invalid', 'Nothing says what to ingest', {
        hint: 'Give --source NAME, --from-export PATH or --all.',
      });
    }
    return runOne(context, options);
  },
};

async function runOne({ openApplication, output, onProgress, signal }: CommandContext, options: IngestCommandOptions) {
  const { source, isNewSource, report } = await ingestChannel(
    await openApplication(),
    { ...options, exportPath: options.fromExport ?? null, sourceName: options.source ?? null, via: options.via ?? null },
    {
      mode: options.mode,
      limit: options.limit,
      isVanishConfirmed: options.confirm,
      commentsWindowInDays: options.commentsWindow,
      hold: toHoldOptions(options, output),
      signal,
      onProgress,
    },
  );
  if (isNewSource) {
    output.notice(`Registered source ${source.sourceId}${source.title === null ? '' : ` (${source.title})`}`);
  }
  for (const notice of (report.notices ?? []) as string[]) {
    output.notice(notice);
  }
  await output.result(report, () => describeRun(report));
  return exitCodeOf(report);
}

async function runAll({ openApplication, output, signal }: CommandContext, options: IngestCommandOptions): Promise<number> {
  const excluded = (['source', 'fromExport', 'limit', 'via', 'includeComments'] as const).find(
    (name) => options[name] !== undefined,
  );
  if (excluded !== undefined) {
    throw new TgParserError(
      'usage_invalid',
      '--all reads every source as it is set, and takes no --source, --from-export, --limit, --via or --include-comments',
      {
        hint: '"tg-parser sources set" changes how a source is read.',
      },
    );
  }
  const application = await openApplication();
  const all = {
    mode: options.mode,
    isVanishConfirmed: options.confirm,
    commentsWindowInDays: options.commentsWindow,
    hold: toHoldOptions(options, output),
    signal,
    onSource: (outcome: SourceOutcome) => (output.isJson ? undefined : output.notice(describeSourceOutcome(outcome))),
  };
  if (options.follow === true) {
    return followSources(application, all);
  }
  const report = await ingestAll(application, all);
  await output.result(report, () => [
    report.sources_total === 0
      ? 'There are no sources yet: "tg-parser add-source" registers one.'
      : `${report.sources_total} sources: ${report.added.toLocaleString('en-US')} new messages, ${report.failed_total} failed, ${report.skipped_total} skipped`,
  ]);
  return exitCodeOf(report);
}
