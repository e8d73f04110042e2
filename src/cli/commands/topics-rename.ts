import { renameTopic } from '../../pipeline/rename-topic.ts';
import { type ChangeTopicsCommandOptions, changeTopicsOptions, toChangeTopicsOptions } from '../change-topics-options.ts';
import type { Command } from '../command.ts';
import { oneLine } from '../one-line.ts';

export const topicsRenameCommand: Command<ChangeTopicsCommandOptions & { summary?: string }> = {
  arguments: [
    { name: '<topic>', description: 'id of the topic, as "topics list" shows it' },
    { name: '<title>', description: 'the new title, in quotes' },
  ],
  options: [{ flags: '--summary <text>', description: 'another summary, too' }, ...changeTopicsOptions],
  examples: [
    'tg-parser topics rename topic:tg:1234567890:post:42 "Bicycle repair"',
    'tg-parser topics rename topic:tg:1234567890:post:42 "Bicycle repair" --summary "Chains, brakes and flat tyres."',
  ],
  async run(context, { summary, ...options }, [topicId = '', title = '']) {
    const { openApplication, output } = context;
    const card = await renameTopic(
      await openApplication(),
      { topicId, title, summary },
      toChangeTopicsOptions(options, context),
    );
    await output.record({ topic_card: card }, () => [`The topic is called "${oneLine(card.title)}" now: ${card.id}`]);
    return 0;
  },
};
