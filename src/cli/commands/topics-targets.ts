import { findSource } from '../../pipeline/find-source.ts';
import { listTargets } from '../../pipeline/list-targets.ts';
import { withChannel } from '../../pipeline/run-pipeline.ts';
import type { Command } from '../command.ts';

export const topicsTargetsCommand: Command<{ channel: string }> = {
  options: [
    { flags: '--channel <name>', description: 'which channel: source id, @name, t.me link or channel id', isRequired: true },
  ],
  examples: ['tg-parser topics targets --channel @gardeners', 'tg-parser topics targets --channel 1234567890 --json'],
  async run({ openApplication, output }, { channel }) {
    const application = await openApplication();
    const { channelId } = withChannel(await findSource(application.sourceStore, channel));
    const listed = await listTargets(application, channelId);
    await output.record(listed, async () => {
      if (listed.targets.length === 0) {
        return [`There are no targets: tg-parser topics add --channel ${channel} --title TITLE`];
      }
      const { formatTable } = await import('../format-table.ts');
      return [
        ...formatTable([
          ['messages', 'title', 'id'],
          ...listed.targets.map(({ messages, title, topic_id }) => [messages, title, topic_id ?? 'no message is about it']),
        ]),
        ...(listed.is_worked_out ? [] : [`They changed since topics were worked out: tg-parser topicize --channel ${channel}`]),
      ];
    });
    return 0;
  },
};
