import { posix } from 'node:path';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { MessageSource, OpenExportOptions, SourceChunk } from '../../../ports/message-source.ts';
import { findByClass, textOf } from '../../telegram/html-node.ts';
import { ShapeCounter } from '../../telegram/shape-counter.ts';
import { wellFormed } from '../../telegram/well-formed.ts';
import { chooseZone, zoneNotice } from '../choose-zone.ts';
import { ChunkCollector } from '../chunk-collector.ts';
import { describeBroken } from '../describe-broken.ts';
import type { ExportFile, LocatedExport } from '../export-file.ts';
import { hashExport, totalSize } from '../hash-export.ts';
import { partNumber } from '../part-number.ts';
import { readBlocks } from '../read-blocks.ts';
import { ByteOffsets } from './byte-offsets.ts';
import { findChannelId, slugOfTitle } from './find-channel-id.ts';
import { HtmlConversation } from './html-conversation.ts';
import type { HtmlMessageContext } from './html-to-raw-message.ts';
import { PageReader } from './page-reader.ts';

/**
 * Opens a Desktop HTML export: its parts are read one after the other, message by message.
 *
 * @throws TgParserError `export_unreadable` when no part is a page of an export
 */
export async function openHtmlExport(located: LocatedExport, options: OpenExportOptions): Promise<MessageSource> {
  const { files } = located;
  const zonedTime = chooseZone(options);
  const title = await readTitle(files, options);
  const channelId = options.channelId ?? (await findChannelId(files, options.signal)) ?? slugOfTitle(title);
  const shapes = new ShapeCounter();
  const notices: string[] = [];
  const onAssumedZone = () => {
    if (notices.length === 0) {
      notices.push(zoneNotice(zonedTime, options.timezone !== undefined));
    }
  };
  return {
    channel: { channelId, title: title === '' ? null : title, username: null, kind: 'unknown', notices },
    fingerprint: (progress) => hashExport(located.hashed, [channelId, zonedTime.zone], progress),
    read: ({ chunkSize, signal }) => {
      const context: HtmlMessageContext = {
        channelId,
        shapes,
        zonedTime,
        onAssumedZone,
        previousAuthor: undefined,
        previousForward: undefined,
        previousDate: undefined,
      };
      return readChunks({ files, context }, new ChunkCollector(chunkSize, totalSize(files)), signal);
    },
    unknownShapes: () => shapes.list(),
    close: () => located.close(),
  };
}

async function* readChunks(
  { files, context }: { files: readonly ExportFile[]; context: HtmlMessageContext },
  collector: ChunkCollector,
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceChunk> {
  const conversation = new HtmlConversation(context, collector);
  let previous: ExportFile | undefined;
  for (const file of files) {
    if (!follows(file, previous)) {
      conversation.interrupt();
    }
    previous = file;
    for await (const bytes of readPage(file, { conversation, collector, signal })) {
      collector.bytesRead += bytes;
      yield* collector.takeFull();
    }
  }
  conversation.end();
  yield* collector.takeAll();
}

/** Feeds a page to the conversation and yields the size of each block that was read. */
async function* readPage(
  file: ExportFile,
  {
    conversation,
    collector,
    signal,
  }: { conversation: HtmlConversation; collector: ChunkCollector; signal: AbortSignal | undefined },
): AsyncGenerator<number> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const offsets = new ByteOffsets();
  const reader = new PageReader({
    onMessage: (element, offset) => conversation.add(element, { file: file.name, offset: () => offsets.toBytes(offset) }),
    onDamage: (offset, problem) =>
      collector.addDamage({ file: file.name, offset: offsets.toBytes(offset), messageId: null, problem }),
  });
  let bytes = 0;
  const onBroken = (error: unknown) => collector.addDamage(describeBroken(file, bytes, error));
  for await (const block of readBlocks(file, { signal, onBroken })) {
    bytes += block.length;
    const text = decoder.decode(block, { stream: true });
    offsets.add(text);
    reader.write(text);
    yield block.length;
  }
  reader.end();
}

/** Whether a part comes right behind another: only then a message may share the author of the one before. */
function follows(file: ExportFile, previous: ExportFile | undefined): boolean {
  return previous !== undefined && numberOf(file) === numberOf(previous) + 1;
}

function numberOf({ name }: ExportFile): number {
  return partNumber(posix.basename(name)) ?? 1;
}

async function readTitle(files: readonly ExportFile[], { path, signal }: OpenExportOptions): Promise<string> {
  let title: string | null = null;
  let hasMessages = false;
  let broken: unknown;
  for (const file of files) {
    const decoder = new TextDecoder('utf-8');
    const reader = new PageReader({
      onHeader: (header) => {
        title ??= wellFormed(textOf(findByClass(header, 'text') ?? header));
      },
      onMessage: () => {
        hasMessages = true;
      },
    });
    for await (const block of readBlocks(file, { signal, onBroken: (error) => (broken = error) })) {
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
      cause: broken,
    });
  }
  return title ?? '';
}
