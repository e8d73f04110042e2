import type { TopicBundle, TopicCard } from '../../domain/topic-card.ts';
import { findTopic } from '../../pipeline/find-topic.ts';
import { followMerges } from '../../pipeline/follow-merges.ts';
import type { DocumentStore } from '../../ports/document-store.ts';
import type { Command } from '../command.ts';
import { describeShares } from '../describe-shares.ts';
import { oneLine } from '../one-line.ts';

/** Enough to judge a topic by; `--json` has all. */
const shownItems = 20;

export const topicsShowCommand: Command = {
  arguments: [{ name: '<topic-id>', description: 'as "topics list" shows it' }],
  examples: ['tg-parser topics show topic:tg:1234567890:post:42'],
  async run({ openApplication, output }, _options, [topicId = '']) {
    const application = await openApplication();
    const { topicStore, documentStore, sourceStore } = application;
    const card = await findTopic(application, topicId);
    const bundle = await topicStore.bundle(card.id);
    const heir = await followMerges(topicStore, card);
    const went = heir.id === card.id ? null : { id: heir.id, title: heir.title };
    await output.record({ topic_card: card, topic_bundle: bundle, went_into: went }, async () => [
      output.style('bold', oneLine(card.title)),
      ...(card.theme === null ? [] : [`Theme: ${oneLine(card.theme.title)}`]),
      ...describeStatus(card, went),
      card.summary,
      `In scope: ${card.scope_in.join('; ')}`,
      `Not in scope: ${card.scope_out.join('; ')}`,
      ...(bundle === null ? [] : [...(await describeShares(bundle, sourceStore)), ...(await listItems(bundle, documentStore))]),
    ]);
    return 0;
  },
};

function describeStatus({ status, protected: parts = [] }: TopicCard, went: { id: string; title: string } | null): string[] {
  return [
    ...(went === null ? [] : [`Merged into "${oneLine(went.title)}": tg-parser topics show ${went.id}`]),
    ...(status === 'active' || went !== null ? [] : [`Status: ${status.replaceAll('_', ' ')}`]),
    ...(parts.length === 0 ? [] : [`Decided by a person: ${parts.join(', ')}`]),
  ];
}

async function listItems({ items }: TopicBundle, documentStore: DocumentStore): Promise<string[]> {
  const shown = items.slice(0, shownItems);
  const documents = await documentStore.getDocuments(shown.map((item) => item.source_ref));
  const { formatTable } = await import('../format-table.ts');
  return [
    ...formatTable([
      ['role', 'score', 'message', 'title'],
      ...shown.map((item) => [item.role, item.score.toFixed(2), item.source_ref, documents.get(item.source_ref)?.title ?? '']),
    ]),
    ...(items.length > shownItems ? [`… and ${items.length - shownItems} more, see --json`] : []),
  ];
}
