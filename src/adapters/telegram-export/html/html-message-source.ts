import type { RawMessage } from '../../../domain/raw-message.ts';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { Damage, MessageSource, OpenExportOptions, SourceChunk } from '../../../ports/message-source.ts';
import { chooseZone, zoneNotice } from '../choose-zone.ts';
import type { ExportFile, LocatedExport } from '../export-file.ts';
import { hashExport, totalSize } from '../hash-export.ts';
import { readBlocks } from '../read-blocks.ts';
import { isUnreadable } from '../unreadable-message.ts';
import { wellFormed } from '../well-formed.ts';
import { findChannelId, slugOfTitle } from './find-channel-id.ts';
import { findByClass, type HtmlElement, hasClass, textOf } from './html-node.ts';
import { type HtmlMessageContext, htmlToRawMessage, isDaySeparator } from './html-to-raw-message.ts';
import { createPageReader } from './page-reader.ts';

/**
 * Opens a Desktop HTML export: its parts are read one after the other, message by message.
 *
 * @throws TgParserError `export_unreadable` when the first part is no page of an export
 */
export async function openHtmlExport(located: LocatedExport, options: OpenExportOptions): Promise<MessageSource> {
  const { files } = located;
  const title = await readTitle(files, options);
  const zonedTime = chooseZone(options);
  const channelId = options.channelId ?? (await findChannelId(files, options.signal)) ?? slugOfTitle(title);
  const notices: string[] = [];
  const onAssumedZone = () => {
    if (notices.length === 0) {
      notices.push(zoneNotice(zonedTime, options.timezone !== undefined));
    }
  };
  return {
    channel: { channelId, title: title === '' ? null : title, username: null, kind: 'unknown', notices },
    fingerprint: ({ signal, onProgress }) => hashExport(files, [channelId, zonedTime.zone], { signal, onProgress }),
    read: readChunks,
    unknownShapes: () => [],
    close: () => located.close(),
  };

  async function* readChunks({
    chunkSize,
    signal,
  }: {
    chunkSize: number;
    signal?: AbortSignal | undefined;
  }): AsyncGenerator<SourceChunk> {
    const context: HtmlMessageContext = {
      channelId,
      zonedTime,
      onAssumedZone,
      previousAuthor: undefined,
      previousDate: undefined,
    };
    let lastDate: string | undefined;
    let undated: HtmlElement[] = [];
    let messages: RawMessage[] = [];
    let damages: Damage[] = [];
    let bytesRead = 0;
    const bytesTotal = totalSize(files);

    for (const file of files) {
      for await (const bytes of readPage(file, onMessage, signal)) {
        bytesRead += bytes;
        if (messages.length >= chunkSize) {
          yield* takeChunks(chunkSize);
        }
      }
    }
    settleUndated(lastDate);
    for (const element of undated) {
      damages.push({
        file: files[0]?.name ?? '',
        offset: null,
        messageId: element.attributes.id?.replace('message', '') ?? null,
        problem: 'a service message stands in an export without any date',
      });
    }
    yield* takeChunks(1);
    yield { messages: [], damages, bytesRead, bytesTotal };

    function onMessage(element: HtmlElement, file: string, offset: number): void {
      if (isDaySeparator(element)) {
        settleUndated(lastDate);
        context.previousDate = undefined;
        return;
      }
      if (hasClass(element, 'service') && context.previousDate === undefined) {
        undated.push(element);
        return;
      }
      const message = htmlToRawMessage(element, context);
      if (isUnreadable(message)) {
        damages.push({ file, offset, messageId: message.messageId, problem: message.problem });
        return;
      }
      lastDate = message.date;
      context.previousAuthor = message.message_type === 'service' ? undefined : message.author?.name;
      settleUndated(message.date);
      messages.push(message);
    }

    /** Service messages show no time: they take that of the message before on the same day, else of the one behind. */
    function settleUndated(date: string | undefined): void {
      if (date === undefined) {
        return;
      }
      context.previousDate = date;
      for (const element of undated) {
        const message = htmlToRawMessage(element, context);
        if (!isUnreadable(message)) {
          messages.push(message);
        }
      }
      undated = [];
    }

    function* takeChunks(size: number): Generator<SourceChunk> {
      while (messages.length >= size && messages.length > 0) {
        yield { messages: messages.slice(0, chunkSize), damages, bytesRead, bytesTotal };
        messages = messages.slice(chunkSize);
        damages = [];
      }
    }
  }
}

/** Feeds a page to the reader and yields the size of each block that was read. */
async function* readPage(
  file: ExportFile,
  onMessage: (element: HtmlElement, file: string, offset: number) => void,
  signal?: AbortSignal,
): AsyncGenerator<number> {
  const decoder = new TextDecoder('utf-8');
  const reader = createPageReader({
    onTitle: () => undefined,
    onMessage: (element, offset) => onMessage(element, file.name, offset),
  });
  for await (const block of readBlocks(file, signal)) {
    reader.write(decoder.decode(block, { stream: true }));
    yield block.length;
  }
  reader.write(decoder.decode());
  reader.end();
  yield 0;
}

async function readTitle(files: readonly ExportFile[], { path, signal }: OpenExportOptions): Promise<string> {
  let title: string | null = null;
  let hasMessages = false;
  for (const file of files) {
    const decoder = new TextDecoder('utf-8');
    const reader = createPageReader({
      onTitle: (header) => {
        title ??= wellFormed(textOf(findByClass(header, 'text') ?? header));
      },
      onMessage: () => {
        hasMessages = true;
      },
    });
    for await (const block of readBlocks(file, signal)) {
      reader.write(decoder.decode(block, { stream: true }));
      if (title !== null || hasMessages) {
        return title ?? '';
      }
    }
    reader.end();
  }
  if (title === null && !hasMessages) {
    throw new TgParserError('export_unreadable', `"${path}" holds no page of a Telegram Desktop export`, {
      hint: 'Give the folder that "Export chat history" wrote, with messages.html in it.',
    });
  }
  return title ?? '';
}
