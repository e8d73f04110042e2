import { findSource } from '../../pipeline/find-source.ts';
import { withChannel } from '../../pipeline/run-pipeline.ts';
import type { Command } from '../command.ts';

export const topicsListCommand: Command<{ channel: string; retired?: boolean }> = {
  options: [
    { flags: '--channel <name>', description: 'which channel: source id, @name, t.me link or channel id', isRequired: true },
    { flags: '--retired', description: 'also show topics that are no longer active' },
  ],
  examples: ['tg-parser topics list --channel @gardeners', 'tg-parser topics list --channel 1234567890 --retired --json'],
  async run({ openApplication, output }, { channel, retired }) {
    const { sourceStore, topicStore } = await openApplication();
    const { channelId } = withChannel(await findSource(sourceStore, channel));
    const cards = await topicStore.cards(channelId, { withRetired: retired === true });
    await output.record({ topics: cards }, async () => {
      if (cards.length === 0) {
        return [`There are no topics yet: tg-parser topicize --channel ${channel}`];
      }
      const { formatTable } = await import('../format-table.ts');
      const sizes = await topicStore.bundleSizes(channelId);
      const rows = cards.map(({ id, title, type, status }) => ({ id, title, type, status, size: sizes.get(id) ?? 0 }));
      rows.sort((left, right) => right.size - left.size);
      return formatTable([
        ['messages', 'title', 'type', 'status', 'id'],
        ...rows.map(({ id, title, type, status, size }) => [size, title, type, status, id]),
      ]);
    });
    return 0;
  },
};
