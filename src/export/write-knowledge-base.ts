import type { KnowledgeBaseEntry } from '../domain/knowledge-base-entry.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import type { TopicFile } from '../domain/topic-file.ts';
import { csvWriter } from './csv-writer.ts';
import type { ExportContext } from './export-context.ts';
import type { ExportCounts } from './export-counts.ts';
import { exportVersion } from './export-version.ts';
import type { FileWriter } from './file-writer.ts';
import { readBundle } from './read-bundle.ts';
import { readMessages } from './read-messages.ts';
import { jsonArrayWriter, ndjsonWriter, type RecordWriter } from './record-writer.ts';
import { indexChannels, resolveSources } from './resolve-sources.ts';
import { selectTopics } from './select-topics.ts';
import { toMessageEntry } from './to-message-entry.ts';
import { toTopicEntry } from './to-topic-entry.ts';
import { writeTopicFile } from './write-topic-file.ts';

/** `kb_entries.*`, `topics.json` and a file a topic. Message entries come first, as their ids do. */
export async function writeKnowledgeBase(context: ExportContext): Promise<Partial<ExportCounts>> {
  const { stores, request, files } = context;
  const cards = await selectTopics(stores.topicStore, request);
  return files.writeFile(`kb_entries.${request.format}`, async (file) => {
    const entries = await openEntryWriter(file, context);
    const messages = await writeMessageEntries(context, cards, entries);
    const topics = cards.filter(({ id }) => messages.topicIds === null || messages.topicIds.has(id));
    await files.writeFile('topics.json', async (topicsFile) => {
      const cardWriter = jsonArrayWriter(topicsFile, request);
      for (const card of topics) {
        await cardWriter.write(card);
        await entries.write(await writeTopic(context, card));
        context.checkpoint(1);
      }
      await cardWriter.finish();
    });
    await entries.finish();
    return { message_entries: messages.count, topic_entries: topics.length, topics: topics.length };
  });
}

function openEntryWriter(
  file: FileWriter,
  { request }: ExportContext,
): RecordWriter<KnowledgeBaseEntry> | Promise<RecordWriter<KnowledgeBaseEntry>> {
  switch (request.format) {
    case 'csv':
      return csvWriter(file);
    case 'json':
      return jsonArrayWriter(file, request);
    default:
      return ndjsonWriter(file);
  }
}

/** @returns the topics that hold any of the messages; null when all topics are exported, whatever they hold */
async function writeMessageEntries(
  { stores, request, checkpoint }: ExportContext,
  cards: readonly TopicCard[],
  entries: RecordWriter<KnowledgeBaseEntry>,
): Promise<{ count: number; topicIds: Set<string> | null }> {
  const isWhole = request.period.from === null && request.period.to === null;
  const seen = new Set<string>();
  let count = 0;
  for await (const page of readMessages(stores, request, cards)) {
    for (const { document, topicIds, url } of page) {
      await entries.write(toMessageEntry(document, topicIds, url));
      if (!isWhole) {
        for (const id of topicIds) {
          seen.add(id);
        }
      }
    }
    count += page.length;
    checkpoint(page.length);
  }
  return { count, topicIds: isWhole ? null : seen };
}

/** Writes the topic's own file. Its messages are read once for both that and the entry. */
async function writeTopic({ stores, request, files, exportedAt }: ExportContext, card: TopicCard): Promise<KnowledgeBaseEntry> {
  const bundle = await readBundle(stores.topicStore, card, request);
  const resolvedSources = resolveSources(bundle, indexChannels(request.sources));
  const topic: TopicFile = {
    topic_card: card,
    topic_bundle: bundle,
    resolved_sources: resolvedSources,
    exported_at: exportedAt,
    export_version: exportVersion,
  };
  await writeTopicFile(files, topic, request);
  return toTopicEntry(card, resolvedSources);
}
