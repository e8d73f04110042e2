import { TgParserError } from '../../domain/tg-parser-error.ts';
import { changeSource } from '../../pipeline/change-source.ts';
import type { Command } from '../command.ts';
import { type SourceSettingOptions, sourceSettingOptions, toSourceSettings } from '../source-setting-options.ts';

export const sourcesSetCommand: Command<SourceSettingOptions & { channelUsername?: string }> = {
  arguments: [{ name: '<source>', description: 'source id, @name, t.me link or channel id' }],
  options: [...sourceSettingOptions, { flags: '--channel-username <name>', description: 'public name, with or without @' }],
  examples: ['tg-parser sources set gardeners --via web', 'tg-parser sources set @gardeners --history-from 2026-01-01'],
  async run({ openApplication, output }, options, [name = '']) {
    const { channelUsername } = options;
    const change = {
      ...toSourceSettings(options),
      ...(channelUsername === undefined ? {} : { username: channelUsername.replace(/^@/, '') }),
    };
    if (Object.keys(change).length === 0) {
      throw new TgParserError('usage_invalid', 'Nothing says what to set', {
        hint: '"tg-parser sources set --help" lists what can be.',
      });
    }
    const source = await changeSource(await openApplication(), name, change);
    await output.result(source, () => [`Source ${source.sourceId} is changed.`]);
    return 0;
  },
};
