import type { CommandOption } from './command.ts';

/** Options that say which export to read. */
export const exportOptions: readonly CommandOption[] = [
  {
    flags: '--from-export <path>',
    description: 'a Telegram Desktop export: result.json, a folder of messages*.html, or a .zip',
  },
  { flags: '--chat <name|id>', description: 'which chat of a full-account export' },
  { flags: '--timezone <zone>', description: 'zone of the times of an export that names none, like Europe/Berlin' },
  { flags: '--channel-id <id>', description: 'numeric channel id for an HTML export, which names none' },
];

export interface ExportOptions {
  fromExport?: string;
  chat?: string;
  timezone?: string;
  channelId?: string;
}
