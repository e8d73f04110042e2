import { findSource } from '../../pipeline/find-source.ts';
import { withChannel } from '../../pipeline/run-pipeline.ts';
import { runStep } from '../../pipeline/run-step.ts';
import { topicizeChannel } from '../../topicize/topicize-channel.ts';
import type { Command } from '../command.ts';
import { describeRun } from '../describe-run.ts';
import { exitCodeOf } from '../exit-code.ts';
import { wholeNumber } from '../parse-option.ts';
import { toHoldOptions, type WaitOption, waitOption } from '../wait-option.ts';

interface TopicizeCommandOptions extends WaitOption {
  channel: string;
  force?: boolean;
  maxTopics?: number;
  /** False with `--no-bundles`. */
  bundles: boolean;
}

export const topicizeCommand: Command<TopicizeCommandOptions> = {
  options: [
    { flags: '--channel <name>', description: 'which channel: source id, @name, t.me link or channel id', isRequired: true },
    { flags: '--force', description: 'work the topics out again even when nothing changed' },
    { flags: '--max-topics <n>', description: 'keep only the largest topics', parse: wholeNumber('--max-topics', 1) },
    { flags: '--no-bundles', description: 'leave the supporting messages out of the bundles' },
    waitOption,
  ],
  examples: ['tg-parser topicize --channel @gardeners', 'tg-parser topicize --channel 1234567890 --max-topics 20'],
  async run({ configuration, openApplication, output, onProgress, signal }, { channel, force, maxTopics, bundles, wait }) {
    const application = await openApplication();
    const { channelId } = withChannel(await findSource(application.sourceStore, channel));
    const report = await runStep(
      application,
      { step: 'topicize', channelId, hold: toHoldOptions({ wait }, output), signal },
      ({ stores, ...run }) =>
        topicizeChannel({ ...application, ...stores }, channelId, {
          ...run,
          parameters: configuration.topicization,
          force,
          maxTopics,
          withBundles: bundles,
          onProgress,
        }),
    );
    await output.result(report, () => describeRun(report));
    return exitCodeOf(report.outcome);
  },
};
