import { addSource } from '../../pipeline/add-source.ts';
import type { Command } from '../command.ts';
import { wholeNumber } from '../parse-option.ts';

interface AddSourceOptions {
  sourceId?: string;
  channelId?: string;
  channelUsername?: string;
  batchSize?: number;
  fromExport?: string;
  chat?: string;
}

export const addSourceCommand: Command<AddSourceOptions> = {
  options: [
    { flags: '--source-id <id>', description: 'the name you give it (default: the username, else the channel id)' },
    { flags: '--channel-id <id>', description: 'numeric Telegram id, with or without -100' },
    { flags: '--channel-username <name>', description: 'public name, with or without @' },
    { flags: '--batch-size <n>', description: 'messages a commit (default 500)', parse: wholeNumber('--batch-size', 1) },
    { flags: '--from-export <path>', description: 'take id, title and kind from this export, which "ingest" then reads' },
    { flags: '--chat <name|id>', description: 'which chat of a full-account export' },
  ],
  examples: [
    'tg-parser add-source --from-export ./ChatExport_2026-01-01',
    'tg-parser add-source --source-id gardeners --channel-id 1234567890',
  ],
  async run({ openApplication, output }, options) {
    const source = await addSource(await openApplication(), options);
    await output.result(source, () => [
      `Registered source ${source.sourceId}${source.title === null ? '' : ` (${source.title})`}`,
    ]);
    return 0;
  },
};
