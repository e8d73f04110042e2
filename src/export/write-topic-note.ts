import { telegramUrl } from '../domain/telegram-url.ts';
import type { TopicBundleItem, TopicCard } from '../domain/topic-card.ts';
import { escapeMarkdown, quoteMarkdown } from './escape-markdown.ts';
import type { ExportContext } from './export-context.ts';
import type { FileWriter } from './file-writer.ts';
import { frontMatter } from './front-matter.ts';
import { readBundle } from './read-bundle.ts';
import { findChannel, indexChannels } from './resolve-sources.ts';
import { topicFileName } from './topic-file-name.ts';

/** One topic: what it is about, its neighbours, and its messages, anchors first. */
export async function writeTopicNote(
  context: ExportContext,
  { card, exported }: { card: TopicCard; exported: readonly TopicCard[] },
  file: FileWriter,
): Promise<void> {
  await file.write(
    frontMatter({ id: card.id, title: card.title, tags: card.tags, keywords: card.keywords, updated_at: card.updated_at }),
  );
  await file.write(`\n# ${escapeMarkdown(card.title)}\n`);
  if (card.summary) {
    await file.write(`\n${quoteMarkdown(card.summary)}\n`);
  }
  await file.write(
    `\n${[...card.scope_in.map((text) => `- \\+ ${escapeMarkdown(text)}`), ...card.scope_out.map((text) => `- − ${escapeMarkdown(text)}`)].join('\n')}\n`,
  );
  const related = card.related_topics.flatMap((id) => exported.find((other) => other.id === id) ?? []);
  if (related.length > 0) {
    await file.write(
      `\n${related.map(({ id, title }) => `→ [${escapeMarkdown(title)}](${encodeURIComponent(`${topicFileName(id)}.md`)})`).join('  \n')}\n`,
    );
  }
  const { items } = await readBundle(context.stores.topicStore, card, context.request);
  for await (const page of items) {
    await writeMessages(context, page, file);
  }
}

async function writeMessages(
  { stores, request }: ExportContext,
  items: readonly TopicBundleItem[],
  file: FileWriter,
): Promise<void> {
  const channels = indexChannels(request.sources);
  const documents = await stores.documentStore.getDocuments(items.map(({ source_ref }) => source_ref));
  for (const item of items) {
    const document = documents.get(item.source_ref);
    const url = telegramUrl(findChannel(channels, item.channel_id), {
      space: item.message_type,
      messageId: item.message_id,
      threadId: item.thread_id,
    });
    const title = escapeMarkdown(document?.title ?? item.source_ref);
    await file.write(
      `\n## ${title}\n\n${document?.date ?? ''} · ${item.role} · ${item.score}${url === null ? '' : ` · [Telegram](${url})`}\n`,
    );
    if (document !== undefined) {
      await file.write(`\n${quoteMarkdown(document.text_clean)}\n`);
    }
    await file.write(`\n*${escapeMarkdown(item.justification)}*\n`);
  }
}
