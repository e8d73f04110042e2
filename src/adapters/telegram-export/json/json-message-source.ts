import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { MessageSource, OpenExportOptions, SourceChunk } from '../../../ports/message-source.ts';
import { ShapeCounter } from '../../telegram/shape-counter.ts';
import { isUnreadable } from '../../telegram/unreadable-message.ts';
import { chooseZone, zoneNotice } from '../choose-zone.ts';
import { ChunkCollector } from '../chunk-collector.ts';
import { describeBroken } from '../describe-broken.ts';
import type { ExportFile, LocatedExport } from '../export-file.ts';
import { hashExport } from '../hash-export.ts';
import { readBlocks } from '../read-blocks.ts';
import type { ChatHeader } from './chat-header.ts';
import { describeChat } from './describe-chat.ts';
import { JsonExportScanner } from './json-export-scanner.ts';
import { type ListedChat, listChats } from './list-chats.ts';
import { parseMessage } from './parse-message.ts';
import { pickChat } from './pick-chat.ts';
import { type JsonMessageContext, toRawMessage } from './to-raw-message.ts';

/**
 * Opens a Desktop JSON export: finds the chat to read, and reads it in one pass without holding it.
 *
 * @throws TgParserError `channel_ambiguous`, `export_unreadable`
 */
export async function openJsonExport(located: LocatedExport, options: OpenExportOptions): Promise<MessageSource> {
  const file = onlyFile(located);
  const zonedTime = chooseZone(options);
  const chat = pickChat(await listChats(file, options.signal), options);
  const shapes = new ShapeCounter();
  const notices: string[] = [];
  const onAssumedZone = () => {
    if (notices.length === 0) {
      notices.push(zoneNotice(zonedTime, options.timezone !== undefined));
    }
  };
  return {
    channel: { channelId: chat.channelId, title: chat.title, username: null, kind: chat.kind, notices },
    fingerprint: (progress) => hashExport(located.hashed, [chat.channelId, zonedTime.zone], progress),
    read: ({ chunkSize, signal }) => {
      const context = { channelId: chat.channelId, shapes, zonedTime, onAssumedZone, previousDate: undefined };
      return readChunks({ file, chat, context }, new ChunkCollector(chunkSize, file.size), signal);
    },
    unknownShapes: () => shapes.list(),
    close: () => located.close(),
  };
}

async function* readChunks(
  { file, chat, context }: { file: ExportFile; chat: ListedChat; context: JsonMessageContext },
  collector: ChunkCollector,
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceChunk> {
  /** The chats that were met, each with its place among them. */
  const places = new Map<ChatHeader, number>();
  let isInside = false;
  const scanner = new JsonExportScanner({
    onChat: (header) => {
      const place = places.get(header) ?? places.size;
      places.set(header, place);
      const { channelId } = describeChat(header);
      isInside = channelId === null ? place === chat.place : channelId === chat.channelId;
    },
    onChatEnd: () => {
      isInside = false;
    },
    onMessage: (slice, offset) => {
      if (isInside) {
        readMessage(slice, offset);
      }
    },
    onDamage: (offset, problem) => {
      if (isInside) {
        collector.addDamage({ file: file.name, offset, messageId: null, problem });
      }
    },
  });
  for await (const block of readBlocks(file, { signal, onBroken: noteBroken })) {
    collector.bytesRead += block.length;
    scanner.push(block);
    yield* collector.takeFull();
  }
  if (!signal?.aborted) {
    scanner.end();
  }
  yield* collector.takeAll();

  function readMessage(slice: Buffer, offset: number): void {
    const wire = parseMessage(slice);
    if (wire === undefined) {
      scanner.rejectSlice(slice);
      collector.addDamage({ file: file.name, offset, messageId: null, problem: 'a message is no valid JSON' });
      return;
    }
    const message = toRawMessage(wire, slice.length, context);
    if (isUnreadable(message)) {
      collector.addDamage({ file: file.name, offset, messageId: message.messageId, problem: message.problem });
      return;
    }
    context.previousDate = message.date;
    collector.addMessage(message);
  }

  function noteBroken(error: unknown): void {
    collector.addDamage(describeBroken(file, collector.bytesRead, error));
  }
}

function onlyFile({ files }: LocatedExport): ExportFile {
  const [file] = files;
  if (!file) {
    throw new TgParserError('export_not_found', 'The export holds no file');
  }
  return file;
}
