import type { TopicBundle, TopicCard } from '../../domain/topic-card.ts';
import { buildBundle } from '../describe/build-bundle.ts';
import { buildCard } from '../describe/build-card.ts';
import type { CardContext } from '../describe/card-context.ts';
import { findStories } from '../describe/find-stories.ts';
import { type Justification, justifyItems } from '../describe/justify-items.ts';
import { nameTopics } from '../describe/name-topics.ts';
import type { WordedDraft } from '../describe/word-drafts.ts';
import type { GroupedChannel } from '../group/grouped-channel.ts';
import type { Earlier } from '../read/read-earlier.ts';
import type { TopicizeDependencies, TopicizeOptions } from '../topicize-options.ts';
import { draftTargets } from './draft-targets.ts';
import { wordTargets } from './word-targets.ts';

export interface TargetTopics {
  cards: TopicCard[];
  bundles: TopicBundle[];
  /** Of each card, in their order. */
  drafts: WordedDraft[];
  /** How many topics go on under the id that they had. */
  kept: number;
  /** Titles of targets that no document is about. */
  withoutContent: string[];
}

export interface TargetTopicsParts {
  grouped: GroupedChannel;
  /** The discovered topics, with their ids. */
  discovered: readonly WordedDraft[];
  ids: readonly string[];
  earlier: Pick<Earlier, 'cards'>;
  /** See `findUnwanted`. */
  unwanted: ReadonlyMap<number, string>;
}

/**
 * Matches the targets of a channel anew, with all its documents: nothing is kept of an earlier run but the id, which a topic has as long as
 * there is a target with its title.
 */
export async function buildTargetTopics(
  dependencies: TopicizeDependencies,
  { grouped, discovered, ids, earlier, unwanted }: TargetTopicsParts,
  { context, options }: { context: CardContext; options: TopicizeOptions },
): Promise<TargetTopics> {
  const { channel } = grouped;
  const targets = draftTargets(grouped, discovered, options.parameters);
  const titles = discovered.map(({ wording }) => wording.title);
  const drafts = await wordTargets(dependencies, { channel, targets, titles }, options.signal);
  const idOfTitle = new Map(earlier.cards.flatMap(({ origin, title, id }) => (origin === 'target' ? [[title, id]] : [])));
  const kept = new Map(drafts.flatMap(({ wording }, place) => toEntry(place, idOfTitle.get(wording.title))));
  const used = new Set([...earlier.cards.map(({ id }) => id), ...ids]);
  const own = await nameTopics(dependencies.topicStore, { channel, drafts }, { kept, used });
  const cards = drafts.map((draft, place): TopicCard => {
    const card = buildCard(draft, { id: own[place] ?? '', ids, theme: null }, context);
    const metadata = { ...card.metadata, algorithm: `${context.embedderId}+targets` };
    return { ...card, origin: 'target', protected: ['title'], metadata };
  });
  const justifications: ReadonlyMap<number, Justification>[] = [];
  // Each for itself: a document that several topics hold is in each of them for another reason.
  for (const draft of drafts) {
    justifications.push(await justifyItems(dependencies, { channel, drafts: [draft] }, { signal: options.signal }));
  }
  const bundles = drafts.map((draft, place) =>
    buildBundle(
      draft,
      {
        id: own[place] ?? '',
        justifications: justifications[place] ?? new Map(),
        stories: findStories(grouped, draft.places),
        unwanted,
        withSupporting: options.withBundles ?? true,
      },
      context,
    ),
  );
  const found = new Set(targets.map(({ gathered }) => gathered));
  const withoutContent = grouped.targets.filter((gathered) => !found.has(gathered)).map(({ target }) => target.title);
  return { cards, bundles, drafts, kept: kept.size, withoutContent };
}

function toEntry(place: number, id: string | undefined): [number, string][] {
  return id === undefined ? [] : [[place, id]];
}
