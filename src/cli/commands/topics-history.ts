import { findTopic } from '../../pipeline/find-topic.ts';
import type { Command } from '../command.ts';

export const topicsHistoryCommand: Command = {
  arguments: [{ name: '<topic>', description: 'id of the topic, active or retired' }],
  examples: ['tg-parser topics history topic:tg:1234567890:post:42'],
  async run({ openApplication, output }, _options, [topicId = '']) {
    const application = await openApplication();
    const { id } = await findTopic(application, topicId);
    const versions = await application.topicStore.history(id);
    const history = versions.map(({ version, at, runId, change, reason, card }) => {
      return { version, at, change, reason, title: card.title, run_id: runId, topic_card: card };
    });
    await output.record({ topic_id: id, history }, async () => {
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['version', 'when', 'what', 'title then', 'why', 'run'],
        ...history.map(({ version, at, change, reason, title, run_id }) => [version, at, change, title, reason, run_id]),
      ]);
    });
    return 0;
  },
};
