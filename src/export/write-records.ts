import type { ExportContext } from './export-context.ts';
import type { ExportCounts } from './export-counts.ts';
import { readDocumentPages } from './read-messages.ts';
import { jsonArrayWriter, ndjsonWriter } from './record-writer.ts';

/** Raw messages carry payloads of up to 256 KiB: few at a time. */
const rawPageSize = 200;

/** `raw_messages.*`: messages as they are known now, by channel, posts first, ids ascending. */
export async function writeRawMessages(context: ExportContext): Promise<Partial<ExportCounts>> {
  const { period, channelIds } = context.request;
  const range = { ...(period.from && { from: period.from }), ...(period.to && { to: period.to }) };
  const { rawStore } = context.stores;
  const pages = async function* () {
    for (const channelId of channelIds) {
      for await (const page of rawStore.readAll(channelId, { pageSize: rawPageSize, withPayload: true, ...range })) {
        yield page.map(({ message }) => message);
      }
    }
  };
  return { raw_messages: await writeRecords(context, 'raw_messages', pages()) };
}

/** `processed_documents.*`: documents as they are stored, by source_ref, without topics. */
export async function writeDocuments(context: ExportContext): Promise<Partial<ExportCounts>> {
  const { stores, request } = context;
  const pages = async function* () {
    for (const channelId of request.channelIds) {
      yield* readDocumentPages(stores, request, channelId);
    }
  };
  return { documents: await writeRecords(context, 'processed_documents', pages()) };
}

function writeRecords(
  { files, request, checkpoint }: ExportContext,
  name: string,
  pages: AsyncIterable<object[]>,
): Promise<number> {
  return files.writeFile(`${name}.${request.format}`, async (file) => {
    const writer = request.format === 'json' ? jsonArrayWriter(file, request) : ndjsonWriter(file);
    let count = 0;
    for await (const page of pages) {
      for (const record of page) {
        await writer.write(record);
      }
      count += page.length;
      await checkpoint(page.length);
    }
    await writer.finish();
    return count;
  });
}
