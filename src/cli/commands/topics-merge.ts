import { mergeTopics } from '../../pipeline/merge-topics.ts';
import { type ChangeTopicsCommandOptions, changeTopicsOptions, toChangeTopicsOptions } from '../change-topics-options.ts';
import type { Command } from '../command.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../one-line.ts';

export const topicsMergeCommand: Command<ChangeTopicsCommandOptions & { title?: string }> = {
  arguments: [
    { name: '<into>', description: 'id of the topic that stays, with its title and theme' },
    { name: '<topic...>', description: 'ids of the topics whose messages it gets; they are retired' },
  ],
  options: [{ flags: '--title <title>', description: 'another title for the topic' }, ...changeTopicsOptions],
  examples: [
    'tg-parser topics merge topic:tg:1234567890:post:42 topic:tg:1234567890:post:77',
    'tg-parser topics merge topic:tg:1234567890:post:42 topic:tg:1234567890:post:77 --title "Bicycle repair" --reason "one subject"',
  ],
  async run(context, { title, ...options }, [intoId = '', ...otherIds]) {
    const { openApplication, output } = context;
    const report = await mergeTopics(
      await openApplication(),
      { intoId, otherIds, title },
      toChangeTopicsOptions(options, context),
    );
    const { topic_card, merged, messages } = report;
    await output.record(report, () => [
      `Merged ${countOf(merged.length, 'topic')} into "${oneLine(topic_card.title)}", which holds ${countOf(messages, 'message')} now: ${topic_card.id}`,
    ]);
    return 0;
  },
};
