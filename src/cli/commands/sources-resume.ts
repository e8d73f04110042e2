import { resumeSource } from '../../pipeline/change-source.ts';
import type { Command } from '../command.ts';

export const sourcesResumeCommand: Command = {
  arguments: [{ name: '<source>', description: 'source id, @name, t.me link or channel id' }],
  examples: ['tg-parser sources resume @gardeners'],
  async run({ openApplication, output }, _options, [name = '']) {
    const source = await resumeSource(await openApplication(), name);
    const wait = source.rateLimitedUntil === null ? '' : ` Telegram asks to leave it alone until ${source.rateLimitedUntil}.`;
    await output.result(source, () => [`Source ${source.sourceId} is active.${wait}`]);
    return 0;
  },
};
