import { findSource } from '../../pipeline/find-source.ts';
import { withChannel } from '../../pipeline/run-pipeline.ts';
import { estimateProcess, runProcess } from '../../pipeline/run-process.ts';
import type { Command } from '../command.ts';
import { describeEstimate } from '../describe-estimate.ts';
import { describeRun } from '../describe-run.ts';
import { endOfRun } from '../end-of-run.ts';
import { toModelOptions } from '../model-options.ts';
import { dryRunOption, type ProcessCommandOptions, processOptions } from '../process-options.ts';
import { toHoldOptions, type WaitOption, waitOption } from '../wait-option.ts';

interface Options extends ProcessCommandOptions, WaitOption {
  channel: string;
  retryFailed?: boolean;
  force?: boolean;
  dryRun?: boolean;
  batch?: boolean;
}

export const processCommand: Command<Options> = {
  options: [
    { flags: '--channel <name>', description: 'which channel: source id, @name, t.me link or channel id', isRequired: true },
    { flags: '--force', description: 'process every message again' },
    { flags: '--retry-failed', description: 'process the failed messages again' },
    ...processOptions,
    {
      flags: '--batch',
      description:
        'have a provider that offers batches answer within a day for half the price, and wait for it; the same command goes on',
    },
    dryRunOption,
    waitOption,
  ],
  examples: [
    'tg-parser process --channel @gardeners',
    'tg-parser process --channel @gardeners --provider openai --dry-run',
    'tg-parser process --channel 1234567890 --retry-failed --wait 600',
    'tg-parser process --channel @gardeners --provider anthropic -c 8 --budget 2.50',
    'tg-parser process --channel @gardeners --provider openai --batch',
  ],
  async run(context, options) {
    const { openApplication, output, onProgress, signal } = context;
    const { force, retryFailed, limit, batch: inBatches } = options;
    const application = await openApplication();
    const source = withChannel(await findSource(application.sourceStore, options.channel));
    const asked = { force, retryFailed, limit, inBatches, ...toModelOptions(options, context), signal, onProgress };
    if (options.dryRun) {
      const estimate = await estimateProcess(application, source, asked);
      await output.result(estimate, () => describeEstimate(estimate));
      return 0;
    }
    const report = await runProcess(application, source, { ...asked, hold: toHoldOptions(options, output) });
    await output.result(report, () => describeRun(report));
    return endOfRun(output, report);
  },
};
