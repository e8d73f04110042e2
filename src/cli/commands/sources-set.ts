import { TgParserError } from '../../domain/tg-parser-error.ts';
import { changeSource } from '../../pipeline/change-source.ts';
import type { Command } from '../command.ts';
import { type SourceSettingOptions, sourceSettingOptions, toSourceSettings } from '../source-setting-options.ts';

interface OtherOptions {
  channelUsername?: string;
  owner?: string;
  shared?: boolean;
}

export const sourcesSetCommand: Command<SourceSettingOptions & OtherOptions> = {
  arguments: [{ name: '<source>', description: 'source id, @name, t.me link or channel id' }],
  options: [
    ...sourceSettingOptions,
    { flags: '--channel-username <name>', description: 'public name, with or without @' },
    { flags: '--owner <user>', description: 'whose source it is: of other users of the HTTP API, only admins see it then' },
    { flags: '--shared', description: 'put it into the shared workspace, where every user sees it (the default)' },
  ],
  examples: [
    'tg-parser sources set gardeners --via web',
    'tg-parser sources set @gardeners --history-from 2026-01-01',
    'tg-parser sources set gardeners --owner anna',
  ],
  async run({ openApplication, output }, options, [name = '']) {
    const { channelUsername, owner, shared } = options;
    if (owner !== undefined && shared === true) {
      throw new TgParserError('usage_invalid', 'A source has an owner or is shared: give --owner or --shared');
    }
    const change = {
      ...toSourceSettings(options),
      ...(owner === undefined ? {} : { owner }),
      ...(shared === true ? { owner: null } : {}),
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
