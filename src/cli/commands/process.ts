import { findSource } from '../../pipeline/find-source.ts';
import { withChannel } from '../../pipeline/run-pipeline.ts';
import { runStep } from '../../pipeline/run-step.ts';
import { processChannel } from '../../process/process-channel.ts';
import type { Command } from '../command.ts';
import { describeRun } from '../describe-run.ts';
import { exitCodeOf } from '../exit-code.ts';
import { type ProcessCommandOptions, processOptions } from '../process-options.ts';
import { toHoldOptions, type WaitOption, waitOption } from '../wait-option.ts';

export const processCommand: Command<
  ProcessCommandOptions & WaitOption & { channel: string; retryFailed?: boolean; force?: boolean }
> = {
  options: [
    { flags: '--channel <name>', description: 'which channel: source id, @name, t.me link or channel id', isRequired: true },
    { flags: '--force', description: 'process every message again' },
    { flags: '--retry-failed', description: 'process the failed messages again' },
    ...processOptions,
    waitOption,
  ],
  examples: ['tg-parser process --channel @gardeners', 'tg-parser process --channel 1234567890 --retry-failed --wait 600'],
  async run({ openApplication, output, onProgress, signal }, { channel, wait, ...options }) {
    const application = await openApplication();
    const { channelId } = withChannel(await findSource(application.sourceStore, channel));
    const report = await runStep(
      application,
      { step: 'process', channelId, hold: toHoldOptions({ wait }, output), signal },
      ({ stores, ...run }) => processChannel({ ...application, ...stores }, channelId, { ...options, ...run, onProgress }),
    );
    await output.result(report, () => describeRun(report));
    return exitCodeOf(report.outcome);
  },
};
