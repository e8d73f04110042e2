import type { RawMessage } from '../../../domain/raw-message.ts';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { Damage, ExportedChat, MessageSource, OpenExportOptions, SourceChunk } from '../../../ports/message-source.ts';
import { chooseZone, zoneNotice } from '../choose-zone.ts';
import type { ExportFile, LocatedExport } from '../export-file.ts';
import { hashExport } from '../hash-export.ts';
import { readBlocks } from '../read-blocks.ts';
import { ShapeCounter } from '../shape-counter.ts';
import { isUnreadable } from '../unreadable-message.ts';
import { describeChat } from './describe-chat.ts';
import { JsonExportScanner } from './json-export-scanner.ts';
import { listChats } from './list-chats.ts';
import { type JsonMessageContext, toRawMessage } from './to-raw-message.ts';

/**
 * Opens a Desktop JSON export: finds the chat to read, and reads it in one pass without holding it.
 *
 * @throws TgParserError `channel_ambiguous`, `export_unreadable`
 */
export async function openJsonExport(located: LocatedExport, options: OpenExportOptions): Promise<MessageSource> {
  const file = onlyFile(located);
  const chat = pickChat(await listChats(file, options.signal), options);
  const zonedTime = chooseZone(options);
  const shapes = new ShapeCounter();
  const notices: string[] = [];
  const context: JsonMessageContext = {
    channelId: chat.channelId,
    shapes,
    zonedTime,
    onAssumedZone: () => {
      if (notices.length === 0) {
        notices.push(zoneNotice(zonedTime, options.timezone !== undefined));
      }
    },
  };
  return {
    channel: { channelId: chat.channelId, title: chat.title, username: null, kind: chat.kind, notices },
    fingerprint: ({ signal, onProgress }) => hashExport([file], [chat.channelId, zonedTime.zone], { signal, onProgress }),
    read: readChunks,
    unknownShapes: () => shapes.list(),
    close: () => located.close(),
  };

  async function* readChunks({
    chunkSize,
    signal,
  }: {
    chunkSize: number;
    signal?: AbortSignal | undefined;
  }): AsyncGenerator<SourceChunk> {
    let messages: RawMessage[] = [];
    let damages: Damage[] = [];
    let place: 'before' | 'inside' | 'behind' = 'before';
    let bytesRead = 0;
    const full: SourceChunk[] = [];
    const scanner = new JsonExportScanner({
      onChat: (header, isRoot) => {
        place = isRoot || describeChat(header).channelId === chat.channelId ? 'inside' : place;
      },
      onChatEnd: () => {
        place = place === 'inside' ? 'behind' : place;
      },
      onMessage: (slice, offset) => {
        if (place === 'inside') {
          readMessage(slice, offset);
        }
      },
      onDamage: (offset, problem) => {
        if (place === 'inside') {
          noteDamage(offset, problem, null);
        }
      },
    });
    for await (const block of readBlocks(file, signal)) {
      bytesRead += block.length;
      scanner.push(block);
      yield* full.splice(0);
    }
    if (!signal?.aborted) {
      scanner.end();
    }
    yield* full.splice(0);
    yield takeChunk();

    function readMessage(slice: Buffer, offset: number): void {
      const wire = parse(slice);
      if (wire === undefined) {
        scanner.resumeInside(slice);
        noteDamage(offset, 'a message is no valid JSON', null);
        return;
      }
      const message = toRawMessage(wire, slice.length, context);
      if (isUnreadable(message)) {
        noteDamage(offset, message.problem, message.messageId);
        return;
      }
      messages.push(message);
      if (messages.length >= chunkSize) {
        full.push(takeChunk());
      }
    }

    function noteDamage(offset: number, problem: string, messageId: string | null): void {
      damages.push({ file: file.name, offset, messageId, problem });
    }

    function takeChunk(): SourceChunk {
      const chunk = { messages, damages, bytesRead, bytesTotal: file.size };
      messages = [];
      damages = [];
      return chunk;
    }
  }
}

function onlyFile({ files }: LocatedExport): ExportFile {
  const [file] = files;
  if (!file) {
    throw new TgParserError('export_not_found', 'The export holds no file');
  }
  return file;
}

function pickChat(chats: ExportedChat[], { path, chat, channelId }: OpenExportOptions): ExportedChat {
  const wanted = chat === undefined ? chats : chats.filter((candidate) => isCalled(candidate, chat));
  const [only] = wanted;
  if (wanted.length !== 1 || !only) {
    if (chats.length === 0) {
      throw new TgParserError('export_unreadable', `No list of messages was found in "${path}"`, {
        hint: 'It is no Telegram Desktop export, or it is damaged from its beginning.',
      });
    }
    throw ambiguous(wanted.length > 1 ? wanted : chats, chat);
  }
  const id = only.channelId === '' ? channelId : only.channelId;
  if (id === undefined) {
    throw new TgParserError('export_unreadable', `The export "${path}" does not say which channel it is of`, {
      hint: 'Give its numeric id with --channel-id.',
    });
  }
  return { ...only, channelId: id };
}

function parse(slice: Buffer): unknown {
  try {
    return JSON.parse(slice.toString('utf8'));
  } catch {
    return undefined;
  }
}

function isCalled({ channelId, title }: ExportedChat, name: string): boolean {
  const typed = name.trim();
  return channelId === typed.replace(/^-(100)?/, '') || channelId === typed || title?.toLowerCase() === typed.toLowerCase();
}

function ambiguous(chats: ExportedChat[], wanted: string | undefined): TgParserError {
  const listed = chats
    .slice(0, 200)
    .map(
      ({ channelId, title, kind, messageCount }) =>
        `${channelId} ${JSON.stringify(title ?? '')} (${kind}, ${messageCount ?? '?'} messages)`,
    );
  const problem =
    wanted === undefined ? `The export holds ${chats.length} chats` : `--chat "${wanted}" picks no single chat of the export`;
  return new TgParserError('channel_ambiguous', `${problem}: ${listed.join('; ')}`, {
    hint: 'Pick one with --chat NAME or --chat ID.',
  });
}
