import { join } from 'node:path';
import type { StepName } from '../../domain/run.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Application } from '../../pipeline/application.ts';
import { readTargetsFile } from '../../pipeline/read-targets-file.ts';
import type { RunReport } from '../../pipeline/record-run.ts';
import { type PipelineReport, runPipeline } from '../../pipeline/run-pipeline.ts';
import type { Command, CommandContext } from '../command.ts';
import { describeLedger } from '../describe-ledger.ts';
import { describeRun } from '../describe-run.ts';
import { endOfRun } from '../end-of-run.ts';
import { type ExportCommandOptions, exportCommandOptions, toExportOptions } from '../export-options.ts';
import { type LiveCommandOptions, liveOptions } from '../live-options.ts';
import { type ModelCommandOptions, modelOptions, toModelOptions } from '../model-options.ts';
import { oneLine } from '../one-line.ts';
import { wholeNumber } from '../parse-option.ts';
import { type ExportOptions, exportOptions } from '../source-options.ts';
import { targetsOption } from '../targets-option.ts';
import { toHoldOptions, type WaitOption, waitOption } from '../wait-option.ts';

interface RunCommandOptions extends ExportOptions, LiveCommandOptions, ExportCommandOptions, ModelCommandOptions, WaitOption {
  source?: string;
  mode: 'incremental' | 'snapshot';
  skipIngest?: boolean;
  skipProcess?: boolean;
  skipTopicize?: boolean;
  force?: boolean;
  limit?: number;
  targets?: string;
}

export const runCommand: Command<RunCommandOptions> = {
  options: [
    {
      flags: '--source <name>',
      description:
        'a registered source, or a public channel as @name; of an export the last one is read unless --from-export names another',
    },
    ...exportOptions,
    ...liveOptions,
    ...exportCommandOptions,
    {
      flags: '--mode <mode>',
      description: 'incremental reads what is new and goes on downwards; snapshot reads everything again and compares',
      choices: ['incremental', 'snapshot'],
      defaultValue: 'incremental',
    },
    { flags: '--skip-ingest', description: 'work with what is stored' },
    { flags: '--skip-process', description: 'make no documents' },
    { flags: '--skip-topicize', description: 'make no topics' },
    { flags: '--force', description: 'process and topicize everything again' },
    { flags: '--limit <n>', description: 'stop reading after this many new messages', parse: wholeNumber('--limit', 1) },
    targetsOption,
    ...modelOptions,
    waitOption,
  ],
  examples: [
    'tg-parser run --from-export ./ChatExport_2026-01-01 --out ./kb',
    'tg-parser run --source @gardeners --limit 500',
    'tg-parser run --source @gardeners --skip-ingest --force --json',
    'tg-parser run --from-export ./ChatExport_2026-01-01 --provider openai --budget 2',
    'tg-parser run --source @gardeners --targets targets.yaml',
  ],
  async run(context, options) {
    const { configuration, openApplication, output, onProgress, signal } = context;
    checkOptions(options);
    const targets = options.targets === undefined ? undefined : await readTargetsFile(options.targets);
    const modelOptionsOfRun = toModelOptions(options, context);
    const report = await runPipeline(
      await openApplication(),
      { ...options, exportPath: options.fromExport ?? null, sourceName: options.source ?? null, via: options.via ?? null },
      {
        ingest: {
          mode: options.mode,
          limit: options.limit,
          isVanishConfirmed: options.confirm,
          commentsWindowInDays: options.commentsWindow,
        },
        process: { force: options.force, ...modelOptionsOfRun },
        topicize: { parameters: configuration.topicization, force: options.force, targets, ...modelOptionsOfRun },
        export: toExportOptions(options),
        skip: skippedSteps(options),
        hold: toHoldOptions(options, output),
        signal,
        onProgress,
        onStep: (step) => announce(context, step),
      },
    );
    await output.result(report, () => summarize(context, report));
    return endOfRun(output, report);
  },
};

function checkOptions({ source, fromExport, skipIngest, skipTopicize, targets }: RunCommandOptions): void {
  if (source === undefined && fromExport === undefined) {
    throw new TgParserError('usage_invalid', 'Nothing says what to run on', {
      hint: 'Give --from-export PATH or --source NAME.',
    });
  }
  if (skipIngest === true && source === undefined) {
    throw new TgParserError(
      'usage_invalid',
      '--skip-ingest needs --source: without reading, an export does not say which channel it is',
      {
        hint: '"tg-parser sources list" shows the sources.',
      },
    );
  }
  if (skipTopicize === true && targets !== undefined) {
    throw new TgParserError('usage_invalid', '--targets and --skip-topicize contradict each other', {
      hint: 'Targets are looked for by topicize: leave one of the two out.',
    });
  }
}

function skippedSteps({ skipIngest, skipProcess, skipTopicize }: RunCommandOptions): Set<StepName> {
  const skipped: [boolean | undefined, StepName][] = [
    [skipIngest, 'ingest'],
    [skipProcess, 'process'],
    [skipTopicize, 'topicize'],
  ];
  return new Set(skipped.filter(([isSkipped]) => isSkipped === true).map(([, step]) => step));
}

/** A person follows the steps on stderr while they end; `--json` leaves them to the report. */
function announce({ output }: CommandContext, step: RunReport): void {
  for (const notice of (step.notices ?? []) as string[]) {
    output.notice(notice);
  }
  if (!output.isJson) {
    for (const line of describeRun(step)) {
      output.notice(line);
    }
  }
}

async function summarize({ output, openApplication }: CommandContext, report: PipelineReport): Promise<string[]> {
  const exported = report.steps.find(({ step }) => step === 'export');
  const files = (exported?.files ?? []) as string[];
  const topicFiles = Number(exported?.files_total ?? 0) - files.length;
  const topics = await largestTopics(await openApplication(), report.channel_id);
  return [
    '',
    output.style('bold', report.title === null ? '' : oneLine(report.title)),
    `Source ${report.source_id}${report.is_new_source ? ', registered now' : ''}`,
    ...describeLedger(report.ledger),
    ...(report.outcome === 'nothing_to_do' ? ['Nothing was new.'] : []),
    ...(topics.length === 0 ? [] : ['', output.style('bold', 'Largest topics'), ...topics]),
    ...(exported === undefined
      ? []
      : ['', `Knowledge base in ${String(exported.out)}, ${String(exported.files_total)} files:`]),
    ...files.map((name) => `  ${join(String(exported?.out), name)}`),
    ...(topicFiles > 0 ? [`  and ${topicFiles} files topic_*.json, one a topic`] : []),
  ];
}

/** Enough to see what a channel is about; `topics list` has all. */
const shownTopics = 8;

async function largestTopics({ topicStore }: Application, channelId: string): Promise<string[]> {
  const sizes = await topicStore.bundleSizes(channelId);
  const cards = await topicStore.cards(channelId);
  return cards
    .map(({ id, title }) => ({ title, size: sizes.get(id) ?? 0 }))
    .sort((left, right) => right.size - left.size)
    .slice(0, shownTopics)
    .map(({ title, size }) => `${String(size).padStart(6)}  ${oneLine(title)}`);
}
