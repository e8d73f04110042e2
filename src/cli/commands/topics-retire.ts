import { retireTopics } from '../../pipeline/retire-topics.ts';
import { type ChangeTopicsCommandOptions, changeTopicsOptions, toChangeTopicsOptions } from '../change-topics-options.ts';
import type { Command } from '../command.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../one-line.ts';

export const topicsRetireCommand: Command<ChangeTopicsCommandOptions> = {
  arguments: [{ name: '<topic...>', description: 'ids of topics of one channel, as "topics list" shows them' }],
  options: changeTopicsOptions,
  examples: ['tg-parser topics retire topic:tg:1234567890:post:42 --reason "of no use any more"'],
  async run(context, options, topicIds) {
    const { openApplication, output } = context;
    const report = await retireTopics(await openApplication(), topicIds, toChangeTopicsOptions(options, context));
    await output.record(report, () => [
      ...report.retired.map(({ id, title }) => `Retired "${oneLine(title)}": ${id}`),
      `Outside of all topics now: ${countOf(report.outside, 'document')}`,
    ]);
    return 0;
  },
};
