import { listChannelSets } from '../../pipeline/list-channel-sets.ts';
import type { Command } from '../command.ts';

export const topicsSetsCommand: Command = {
  examples: ['tg-parser topics sets', 'tg-parser topics sets --json'],
  async run({ openApplication, output }) {
    const sets = await listChannelSets(await openApplication());
    await output.result({ sets }, async () => {
      if (sets.length === 0) {
        return ['There are no sets yet: tg-parser topicize --channel NAME --channel NAME --set NAME'];
      }
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['set', 'channels', 'topics', 'documents', 'in topics'],
        ...sets.map(({ name, channels, topics, documents, in_topics }) => [
          name,
          channels.map(({ channel_id, source_id }) => source_id ?? channel_id).join(', '),
          topics,
          documents,
          in_topics,
        ]),
      ]);
    });
    return 0;
  },
};
