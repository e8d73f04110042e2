import type { TopicCard } from '../domain/topic-card.ts';
import type { TopicFile } from '../domain/topic-file.ts';
import { JsonList } from '../lib/json-list.ts';
import { jsonPieces } from '../lib/json-pieces.ts';
import type { ExportContext } from './export-context.ts';
import { exportVersion } from './export-version.ts';
import type { FileWriter } from './file-writer.ts';
import { readBundle } from './read-bundle.ts';
import { indexChannels, resolveSources } from './resolve-sources.ts';
import { topicFileName } from './topic-file-name.ts';

/**
 * Writes `topic_<id>.json`. The messages of the topic are read once, page by page; all that is kept of them until the topic is
 * finished are the texts of their addresses.
 *
 * @returns the addresses: what `resolved_sources` holds
 */
export async function writeTopic({ stores, request, files, exportedAt }: ExportContext, card: TopicCard): Promise<JsonList> {
  const channels = indexChannels(request.sources);
  const { head, items } = await readBundle(stores.topicStore, card, request);
  const { topic_id, updated_at, ...rest } = head;
  const resolved: string[] = [];
  const itemTexts = async function* () {
    for await (const page of items) {
      resolved.push(JSON.stringify(resolveSources(page, channels)));
      yield JSON.stringify(page);
    }
  };
  const topic: Record<keyof TopicFile, unknown> = {
    topic_card: card,
    topic_bundle: { topic_id, updated_at, items: new JsonList(itemTexts()), ...rest },
    resolved_sources: new JsonList(resolved),
    exported_at: exportedAt,
    export_version: exportVersion,
  };
  await files.writeSmallFile(`${topicFileName(card.id)}.json`, (file) =>
    writePieces(file, jsonPieces(topic, { indent: request.pretty ? 2 : 0 }), exportedAt),
  );
  return new JsonList(resolved);
}

/** The time of export is no part of the content by which exports are compared. */
async function writePieces(file: FileWriter, pieces: AsyncIterable<string>, exportedAt: string): Promise<void> {
  const time = JSON.stringify(exportedAt);
  let isTimeNext = false;
  for await (const piece of pieces) {
    await (isTimeNext && piece === time ? file.writeVolatile(piece) : file.write(piece));
    isTimeNext = piece.includes('"exported_at":');
  }
  await file.write('\n');
}
