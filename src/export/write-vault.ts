import type { TopicCard } from '../domain/topic-card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { ExportContext } from './export-context.ts';
import type { ExportCounts } from './export-counts.ts';
import type { FileWriter } from './file-writer.ts';
import { frontMatter } from './front-matter.ts';
import { type ExportedMessage, readMessages } from './read-messages.ts';
import { selectTopics } from './select-topics.ts';
import { topicFileName } from './topic-file-name.ts';
import { writeTopicNote } from './write-topic-note.ts';

const withoutTopicName = 'messages_without_topic.md';

/**
 * A folder for Obsidian and other readers of Markdown: `index.md`, a note a topic with its messages, and a list of the messages
 * that are in none. Text of the channel is escaped everywhere: it shows as it was written and forges nothing.
 */
export async function writeVault(context: ExportContext): Promise<Partial<ExportCounts>> {
  const { stores, request, files } = context;
  const cards = await selectTopics(stores.topicStore, request);
  const messages = await files.writeFile(withoutTopicName, (file) => writeMessagesWithoutTopic(context, cards, file));
  const topics = cards.filter(({ id }) => messages.byTopic.has(id) || isUnfiltered(context));
  for (const card of topics) {
    await files.writeFile(`${topicFileName(card.id)}.md`, (file) => writeTopicNote(context, { card, exported: topics }, file));
    await context.checkpoint(1);
  }
  await files.writeFile('index.md', (file) => writeIndex(context, { topics, messages }, file));
  return { message_entries: messages.total, topic_entries: topics.length, topics: topics.length };
}

interface MessageSummary {
  total: number;
  withoutTopic: number;
  /** Messages a topic. */
  byTopic: Map<string, number>;
}

function isUnfiltered({ request }: ExportContext): boolean {
  return request.period.from === null && request.period.to === null;
}

async function writeMessagesWithoutTopic(
  { stores, request, checkpoint }: ExportContext,
  cards: readonly TopicCard[],
  file: FileWriter,
): Promise<MessageSummary> {
  const summary: MessageSummary = { total: 0, withoutTopic: 0, byTopic: new Map() };
  await file.write(`${frontMatter({ title: 'Messages without topic' })}\n# Messages without topic\n\n`);
  for await (const page of readMessages(stores, request, cards)) {
    for (const message of page) {
      summary.total += 1;
      for (const id of message.topicIds) {
        summary.byTopic.set(id, (summary.byTopic.get(id) ?? 0) + 1);
      }
      if (message.topicIds.length === 0) {
        summary.withoutTopic += 1;
        await file.write(describeMessage(message));
      }
    }
    await checkpoint(page.length);
  }
  return summary;
}

function describeMessage({ document, url }: ExportedMessage): string {
  const title = escapeMarkdown(document.title);
  const marks = [
    document.noise.is_noise ? (document.noise.kind ?? 'noise') : [],
    document.duplicate_of ? 'duplicate' : [],
  ].flat();
  const mark = marks.length > 0 ? ` (${escapeMarkdown(marks.join(', '))})` : '';
  return `- ${document.date.slice(0, 10)} ${url === null ? title : `[${title}](${url})`}${mark}\n`;
}

async function writeIndex(
  { request }: ExportContext,
  { topics, messages }: { topics: readonly TopicCard[]; messages: MessageSummary },
  file: FileWriter,
): Promise<void> {
  const names = request.sources.map(({ title, username, channelId }) => title ?? username ?? channelId ?? '');
  await file.write(frontMatter({ title: names.join(', '), messages: messages.total, topics: topics.length }));
  await file.write(`\n# ${escapeMarkdown(names.join(', '))}\n\n${messages.total} messages, ${topics.length} topics\n\n`);
  const largestFirst = topics.toSorted(
    (left, right) => (messages.byTopic.get(right.id) ?? 0) - (messages.byTopic.get(left.id) ?? 0),
  );
  for (const { id, title } of largestFirst) {
    await file.write(
      `- [${escapeMarkdown(title)}](${encodeURIComponent(`${topicFileName(id)}.md`)}) (${messages.byTopic.get(id) ?? 0})\n`,
    );
  }
  await file.write(`\n[Messages without topic](${withoutTopicName}) (${messages.withoutTopic})\n`);
}
