import { dropTarget } from '../../pipeline/drop-target.ts';
import { findSource } from '../../pipeline/find-source.ts';
import { withChannel } from '../../pipeline/run-pipeline.ts';
import type { Command } from '../command.ts';
import { oneLine } from '../one-line.ts';

export const topicsDropTargetCommand: Command<{ channel: string }> = {
  arguments: [{ name: '<title>', description: 'title of the target, in quotes' }],
  options: [
    { flags: '--channel <name>', description: 'which channel: source id, @name, t.me link or channel id', isRequired: true },
  ],
  examples: ['tg-parser topics drop-target "Slugs" --channel @gardeners'],
  async run({ openApplication, output }, { channel }, [typed = '']) {
    const application = await openApplication();
    const { channelId } = withChannel(await findSource(application.sourceStore, channel));
    const target = await dropTarget(application, channelId, typed);
    const next = `tg-parser topicize --channel ${channel}`;
    await output.record({ target, change: 'removed', next_command: next }, () => [
      `The target "${oneLine(target.title)}" is dropped; its topic goes with the next run`,
      `Next: ${next}`,
    ]);
    return 0;
  },
};
