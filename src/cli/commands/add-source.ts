import { addSource } from '../../pipeline/add-source.ts';
import type { Command } from '../command.ts';
import { type SourceSettingOptions, sourceSettingOptions, toSourceSettings } from '../source-setting-options.ts';

interface AddSourceOptions extends SourceSettingOptions {
  sourceId?: string;
  channelId?: string;
  channelUsername?: string;
  fromExport?: string;
  chat?: string;
  owner?: string;
}

export const addSourceCommand: Command<AddSourceOptions> = {
  options: [
    { flags: '--source-id <id>', description: 'the name you give it (default: the username, else the channel id)' },
    { flags: '--channel-id <id>', description: 'numeric Telegram id, with or without -100' },
    { flags: '--channel-username <name>', description: 'public name, with or without @' },
    ...sourceSettingOptions,
    { flags: '--from-export <path>', description: 'take id, title and kind from this export, which "ingest" then reads' },
    { flags: '--chat <name|id>', description: 'which chat of a full-account export' },
    { flags: '--owner <user>', description: 'whose source it is: of other users of the HTTP API, only admins see it then' },
  ],
  examples: [
    'tg-parser add-source --from-export ./ChatExport_2026-01-01',
    'tg-parser add-source --source-id gardeners --channel-id 1234567890',
    'tg-parser add-source --channel-username @gardeners --via web --history-from 2026-01-01',
  ],
  async run({ openApplication, output }, options) {
    const source = await addSource(await openApplication(), { ...options, settings: toSourceSettings(options) });
    await output.result(source, () => [
      `Registered source ${source.sourceId}${source.title === null ? '' : ` (${source.title})`}`,
    ]);
    return 0;
  },
};
