import type { ExportedChat } from '../../../ports/message-source.ts';
import type { ExportFile } from '../export-file.ts';
import { readBlocks } from '../read-blocks.ts';
import { describeChat } from './describe-chat.ts';
import { type ChatHeader, JsonExportScanner } from './json-export-scanner.ts';

/**
 * The chats that a JSON export holds. The export of one chat says so in its first lines, and no more of it is read; an
 * export of the whole account is read to its end, without parsing its messages.
 *
 * @returns `channelId` is empty where the export names none; `messageCount` is null where it was not counted
 */
export async function listChats(file: ExportFile, signal?: AbortSignal | undefined): Promise<ExportedChat[]> {
  const found: { header: ChatHeader; count: number }[] = [];
  let isSingle = false;
  const scanner = new JsonExportScanner({
    onChat: (header, isRoot) => {
      found.push({ header, count: 0 });
      isSingle ||= isRoot && header.id !== undefined;
    },
    onChatEnd: () => undefined,
    onMessage: () => {
      const current = found.at(-1);
      if (current) {
        current.count += 1;
      }
    },
    onDamage: () => undefined,
  });
  for await (const block of readBlocks(file, signal)) {
    scanner.push(block);
    if (isSingle) {
      break;
    }
  }
  return found.map(({ header, count }) => {
    const { channelId, title, kind } = describeChat(header);
    return { channelId: channelId ?? '', title, kind, messageCount: isSingle ? null : count };
  });
}
