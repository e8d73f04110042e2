import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Command } from '../command.ts';

/** Enough to judge a topic by; `--json` has all. */
const shownItems = 20;

export const topicsShowCommand: Command = {
  arguments: [{ name: '<topic-id>', description: 'as "topics list" shows it' }],
  examples: ['tg-parser topics show topic:tg:1234567890:post:42'],
  async run({ openApplication, output }, _options, [topicId = '']) {
    const { topicStore, documentStore } = await openApplication();
    const card = await topicStore.card(topicId);
    const bundle = await topicStore.bundle(topicId);
    if (!card || !bundle) {
      throw new TgParserError('usage_invalid', `There is no topic "${topicId}"`, {
        hint: '"tg-parser topics list --channel NAME" shows the ids.',
      });
    }
    await output.record({ topic_card: card, topic_bundle: bundle }, async () => {
      const items = bundle.items.slice(0, shownItems);
      const documents = await documentStore.getDocuments(items.map((item) => item.source_ref));
      const { formatTable } = await import('../format-table.ts');
      return [
        output.style('bold', card.title),
        card.summary,
        `In scope: ${card.scope_in.join('; ')}`,
        `Not in scope: ${card.scope_out.join('; ')}`,
        ...formatTable([
          ['role', 'score', 'message', 'title'],
          ...items.map((item) => [
            item.role,
            item.score.toFixed(2),
            item.source_ref,
            documents.get(item.source_ref)?.title ?? '',
          ]),
        ]),
        ...(bundle.items.length > shownItems ? [`… and ${bundle.items.length - shownItems} more, see --json`] : []),
      ];
    });
    return 0;
  },
};
