import type { KnowledgeBaseEntry } from '../domain/knowledge-base-entry.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import { csvWriter } from './csv-writer.ts';
import type { ExportContext } from './export-context.ts';
import type { ExportCounts } from './export-counts.ts';
import type { ExportRequest } from './export-request.ts';
import type { FileWriter } from './file-writer.ts';
import { readMessages } from './read-messages.ts';
import { jsonArrayWriter, ndjsonWriter, type RecordWriter } from './record-writer.ts';
import { selectTopics } from './select-topics.ts';
import { toMessageEntry } from './to-message-entry.ts';
import { toTopicEntry } from './to-topic-entry.ts';
import { writeTopic } from './write-topic.ts';

/** `kb_entries.*`, `topics.json` and a file a topic. Message entries come first, as their ids do. */
export async function writeKnowledgeBase(context: ExportContext): Promise<Partial<ExportCounts>> {
  const { stores, request, files } = context;
  const { from, to } = request.period;
  const cards = await selectTopics(stores.topicStore, request);
  const { count, topics } = await files.writeFile(`kb_entries.${request.format}`, async (file) => {
    const entries = await openEntryWriter(file, context);
    const messages = await writeMessageEntries(context, cards, entries);
    const isWhole = from === null && to === null;
    const held = isWhole ? cards : cards.filter(({ id }) => messages.topicIds.has(id));
    await writeTopics(context, held, entries);
    await entries.finish();
    return { count: messages.count, topics: held };
  });
  await files.writeFile('topics.json', (file) => writeCards(file, topics, request));
  return { message_entries: count, topic_entries: topics.length, topics: topics.length };
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

/** @returns their number, and the topics that hold any of them */
async function writeMessageEntries(
  { stores, request, checkpoint }: ExportContext,
  cards: readonly TopicCard[],
  entries: RecordWriter<KnowledgeBaseEntry>,
): Promise<{ count: number; topicIds: Set<string> }> {
  const seen = new Set<string>();
  let count = 0;
  for await (const page of readMessages(stores, request, cards)) {
    for (const { document, topicIds, url } of page) {
      await entries.write(toMessageEntry(document, topicIds, url));
      for (const id of topicIds) {
        seen.add(id);
      }
    }
    count += page.length;
    await checkpoint(page.length);
  }
  return { count, topicIds: seen };
}

/** The own file of each topic and its entry: both hold the addresses of all its messages, which are read once. */
async function writeTopics(
  context: ExportContext,
  topics: readonly TopicCard[],
  entries: RecordWriter<KnowledgeBaseEntry>,
): Promise<void> {
  for (const card of topics) {
    const sources = await writeTopic(context, card);
    await entries.writeLarge(toTopicEntry(card, sources));
    await context.checkpoint(1);
  }
}

async function writeCards(file: FileWriter, topics: readonly TopicCard[], request: ExportRequest): Promise<void> {
  const cards = jsonArrayWriter(file, request);
  for (const card of topics) {
    await cards.write(card);
  }
  await cards.finish();
}
