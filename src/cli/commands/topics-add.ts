import { addTarget } from '../../pipeline/add-target.ts';
import { findSource } from '../../pipeline/find-source.ts';
import { withChannel } from '../../pipeline/run-pipeline.ts';
import type { Command } from '../command.ts';
import { oneLine } from '../one-line.ts';
import { repeatedOption } from '../repeated-option.ts';

interface Options {
  channel: string;
  title: string;
  description?: string;
  example?: string[];
  exclude?: string[];
  language?: string;
}

export const topicsAddCommand: Command<Options> = {
  options: [
    { flags: '--channel <name>', description: 'which channel: source id, @name, t.me link or channel id', isRequired: true },
    { flags: '--title <title>', description: 'what the topic is called, and known by', isRequired: true },
    { flags: '--description <text>', description: 'what it is about, in a sentence or more' },
    { flags: '--example <text>', description: 'a text that belongs to it; may be given several times', parse: repeatedOption },
    { flags: '--exclude <text>', description: 'what does not belong to it; may be given several times', parse: repeatedOption },
    { flags: '--language <code>', description: 'of title and description, like "en"; only needed where it cannot be told' },
  ],
  examples: [
    'tg-parser topics add --channel @gardeners --title "Slugs" --description "Slugs and snails, and how to keep them from lettuce"',
    'tg-parser topics add --channel @gardeners --title "Slugs" --example "Beer traps work, coffee does not" --exclude "Snails in aquariums"',
  ],
  async run({ openApplication, output }, { channel, title, description, example, exclude, language }) {
    const application = await openApplication();
    const { channelId } = withChannel(await findSource(application.sourceStore, channel));
    const given = { title, description, examples: example, exclusions: exclude, language };
    const { target, change } = await addTarget(application, channelId, given);
    const next = `tg-parser topicize --channel ${channel}`;
    await output.record({ target, change, next_command: change === 'unchanged' ? null : next }, () =>
      change === 'unchanged'
        ? [`The target "${oneLine(target.title)}" was like that already`]
        : [`The target "${oneLine(target.title)}" was ${change}`, `Next: ${next}`],
    );
    return 0;
  },
};
