import type { ExportedChat } from '../../../ports/message-source.ts';
import type { ExportFile } from '../export-file.ts';
import { readBlocks } from '../read-blocks.ts';
import type { ChatHeader } from './chat-header.ts';
import { describeChat } from './describe-chat.ts';
import { JsonExportScanner } from './json-export-scanner.ts';

/** A chat of an export with its place among the others, which identifies it where the export gives it no id. */
export interface ListedChat extends ExportedChat {
  place: number;
}

/**
 * The chats that a JSON export holds. The export of one chat says so in its first lines, and no more of it is read; an
 * export of the whole account is read to its end, without parsing its messages.
 *
 * @returns `channelId` is empty where the export names none; `messageCount` is null where it was not counted
 */
export async function listChats(file: ExportFile, signal?: AbortSignal | undefined): Promise<ListedChat[]> {
  const counts = new Map<ChatHeader, number>();
  let current: ChatHeader | null = null;
  let isSingle = false;
  const scanner = new JsonExportScanner({
    onChat: (header, isRoot) => {
      current = header;
      counts.set(header, counts.get(header) ?? 0);
      isSingle ||= isRoot && header.id !== undefined;
    },
    onChatEnd: () => undefined,
    onMessage: () => {
      if (current) {
        counts.set(current, (counts.get(current) ?? 0) + 1);
      }
    },
    onDamage: () => undefined,
  });
  let broken: unknown;
  for await (const block of readBlocks(file, { signal, onBroken: (error) => (broken = error) })) {
    scanner.push(block);
    if (isSingle) {
      break;
    }
  }
  if (!isSingle) {
    scanner.end();
  }
  if (broken !== undefined && counts.size === 0) {
    throw broken;
  }
  return [...counts].map(([header, count], place) => {
    const { channelId, title, kind } = describeChat(header);
    return { place, channelId: channelId ?? '', title, kind, messageCount: isSingle ? null : count };
  });
}
