import { splitTopic } from '../../pipeline/split-topic.ts';
import { type ChangeTopicsCommandOptions, changeTopicsOptions, toChangeTopicsOptions } from '../change-topics-options.ts';
import type { Command } from '../command.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../one-line.ts';

export const topicsSplitCommand: Command<ChangeTopicsCommandOptions & { items: string; title?: string }> = {
  arguments: [{ name: '<topic>', description: 'id of the topic, as "topics list" shows it' }],
  options: [
    {
      flags: '--items <messages>',
      description: 'the messages that go into a new topic: source_refs or links, with commas between them',
      isRequired: true,
    },
    { flags: '--title <title>', description: 'title of the new topic; default that of its best message' },
    ...changeTopicsOptions,
  ],
  examples: [
    'tg-parser topics split topic:tg:1234567890:post:42 --items tg:1234567890:post:77,tg:1234567890:post:78',
    'tg-parser topics split topic:tg:1234567890:post:42 --items https://t.me/gardeners/77 --title "Winter tyres"',
  ],
  async run(context, { items, title, ...options }, [topicId = '']) {
    const { openApplication, output } = context;
    const messages = items
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
    const report = await splitTopic(
      await openApplication(),
      { topicId, messages, title },
      toChangeTopicsOptions(options, context),
    );
    const { topic_card, new_topic_card } = report;
    await output.record(report, () => [
      `"${oneLine(topic_card.title)}" keeps ${countOf(report.messages, 'message')}: ${topic_card.id}`,
      `"${oneLine(new_topic_card.title)}" is a new topic with ${countOf(report.new_messages, 'message')}: ${new_topic_card.id}`,
    ]);
    return 0;
  },
};
