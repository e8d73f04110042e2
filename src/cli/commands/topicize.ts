import { chooseCatalogue } from '../../pipeline/choose-catalogue.ts';
import { readTargetsFile } from '../../pipeline/read-targets-file.ts';
import { estimateTopicize, runTopicize } from '../../pipeline/run-topicize.ts';
import { announceSet } from '../announce-set.ts';
import type { Command } from '../command.ts';
import { describeEstimate } from '../describe-estimate.ts';
import { describeRun } from '../describe-run.ts';
import { endOfRun } from '../end-of-run.ts';
import { type ModelCommandOptions, modelOptions, toModelOptions } from '../model-options.ts';
import { wholeNumber } from '../parse-option.ts';
import { dryRunOption } from '../process-options.ts';
import { targetsOption } from '../targets-option.ts';
import { toHoldOptions, type WaitOption, waitOption } from '../wait-option.ts';

interface Options extends ModelCommandOptions, WaitOption {
  channel?: string[];
  set?: string;
  force?: boolean;
  maxTopics?: number;
  /** False with `--no-bundles`. */
  bundles: boolean;
  dryRun?: boolean;
  targets?: string;
}

export const topicizeCommand: Command<Options> = {
  options: [
    {
      flags: '--channel <name...>',
      description: 'which channel: source id, @name, t.me link or channel id; several have their topics together, as a set',
    },
    { flags: '--set <name>', description: 'what the set of these channels is called; without channels, the set to use again' },
    { flags: '--force', description: 'work the topics out again even when nothing changed' },
    { flags: '--max-topics <n>', description: 'keep only the largest topics', parse: wholeNumber('--max-topics', 1) },
    { flags: '--no-bundles', description: 'leave the supporting messages out of the bundles' },
    targetsOption,
    ...modelOptions,
    dryRunOption,
    waitOption,
  ],
  examples: [
    'tg-parser topicize --channel @gardeners',
    'tg-parser topicize --channel 1234567890 --max-topics 20',
    'tg-parser topicize --channel @gardeners --channel @cyclists --set local-news',
    'tg-parser topicize --set local-news',
    'tg-parser topicize --channel @gardeners --targets targets.yaml',
    'tg-parser topicize --channel @gardeners --provider openai --dry-run',
  ],
  async run(context, options) {
    const { configuration, openApplication, output, onProgress, signal } = context;
    const { force, maxTopics, bundles } = options;
    const targets = options.targets === undefined ? undefined : await readTargetsFile(options.targets);
    const application = await openApplication();
    const catalogue = await chooseCatalogue(application, { channels: options.channel ?? [], setName: options.set });
    const asked = {
      parameters: configuration.topicization,
      force,
      maxTopics,
      withBundles: bundles,
      targets,
      ...toModelOptions(options, context),
      signal,
      onProgress,
    };
    if (options.dryRun) {
      const estimate = await estimateTopicize(application, catalogue, asked);
      await output.result(estimate, () => describeEstimate(estimate));
      return 0;
    }
    if (catalogue.set) {
      await announceSet(application, catalogue.set, output);
    }
    const report = await runTopicize(application, catalogue, { ...asked, hold: toHoldOptions(options, output) });
    await output.result(report, () => describeRun(report));
    return endOfRun(output, report);
  },
};
