import { pauseSource } from '../../pipeline/change-source.ts';
import type { Command } from '../command.ts';

export const sourcesPauseCommand: Command = {
  arguments: [{ name: '<source>', description: 'source id, @name, t.me link or channel id' }],
  examples: ['tg-parser sources pause @gardeners'],
  async run({ openApplication, output }, _options, [name = '']) {
    const source = await pauseSource(await openApplication(), name);
    await output.result(source, () => [`Source ${source.sourceId} is paused: no run reads it until it is resumed.`]);
    return 0;
  },
};
