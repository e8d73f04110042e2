import type { CuratedTopic } from '../curate/curated-topic.ts';
import type { Decision } from '../curate/decision.ts';
import { instantFromDate } from '../domain/instant.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import { compareText } from '../lib/compare-text.ts';
import type { HeldStores } from '../ports/step-locks.ts';
import type { TopicStore, TopicsChange } from '../ports/topic-store.ts';
import type { HoldOptions, LockDependencies } from './acquire-lease.ts';
import { type FindTopicDependencies, findTopic } from './find-topic.ts';
import { followMerges } from './follow-merges.ts';
import { holdCatalogue } from './hold-catalogue.ts';

export interface ChangeTopicsDependencies extends LockDependencies, FindTopicDependencies {
  topicStore: TopicStore;
}

export interface ChangeTopicsOptions {
  /** Why, for the history of the topics. */
  reason?: string | undefined;
  /** Whether to wait for a run that groups the channel. Default not. */
  hold?: HoldOptions | undefined;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
}

/** The catalogue of a channel as whoever changes it finds it. */
export interface CatalogueAtHand {
  channelId: string;
  /** Those that were named, in that order. */
  topics: CuratedTopic[];
  /** The other active topics. */
  rest: TopicCard[];
  /** Ids that topics of the channel ever had. */
  usedIds: ReadonlySet<string>;
  decision: Decision;
  stores: HeldStores;
}

/**
 * Changes topics of one channel while no run groups it: a run would replace the whole catalogue by what it read before.
 *
 * @param topicIds active topics, each taken once
 * @throws TgParserError `topic_unknown`; `usage_invalid` for a retired topic, one of a target, or topics of different channels; `step_locked`,
 *   `step_lost`; what `decide` throws, with nothing changed
 */
export async function changeTopics(
  dependencies: ChangeTopicsDependencies,
  topicIds: readonly string[],
  { reason, hold, signal }: ChangeTopicsOptions,
  decide: (atHand: CatalogueAtHand) => TopicsChange | Promise<TopicsChange>,
): Promise<TopicsChange> {
  const ids = [...new Set(topicIds)];
  const { channelId, memberIds } = await findScope(dependencies, ids);
  return holdCatalogue(dependencies, { step: 'topicize', channelId, memberIds, hold, signal }, async ({ stores }) => {
    const { topicStore } = stores;
    const topics: CuratedTopic[] = [];
    for (const id of ids) {
      topics.push(await readActive({ ...dependencies, topicStore }, id));
    }
    const cards = await topicStore.cards(channelId, { withRetired: true });
    const change = await decide({
      channelId,
      topics,
      rest: cards.filter(({ id, status }) => status !== 'retired' && !ids.includes(id)),
      usedIds: new Set(cards.map(({ id }) => id)),
      decision: { at: instantFromDate(dependencies.clock.now()), reason },
      stores,
    });
    await topicStore.changeTopics(channelId, change);
    // Behind the change: a crash in between leaves proposals about retired topics, which nobody is shown and the next run removes.
    const retired = change.cards.flatMap(({ id, status }) => (status === 'retired' ? [id] : []));
    if (retired.length > 0) {
      await stores.mergeProposalStore.removeAbout(channelId, retired);
    }
    return change;
  });
}

/** The catalogue that all the topics are in; of a set, also its channels. */
async function findScope(
  dependencies: FindTopicDependencies,
  ids: readonly string[],
): Promise<{ channelId: string; memberIds: string[] }> {
  const channelIds = new Set<string>();
  const memberIds = new Set<string>();
  for (const id of ids) {
    const { channel_id, channel_ids } = (await findTopic(dependencies, id)).metadata.input_scope;
    channelIds.add(channel_id);
    for (const memberId of channel_ids ?? []) {
      memberIds.add(memberId);
    }
  }
  const [channelId] = channelIds;
  if (channelId === undefined || channelIds.size > 1) {
    throw new TgParserError('usage_invalid', `The topics are of different channels: ${[...channelIds].join(', ')}`, {
      hint: 'Name topics of one channel: "tg-parser topics list --channel NAME" shows them.',
    });
  }
  return { channelId, memberIds: [...memberIds].sort(compareText) };
}

async function readActive(dependencies: ChangeTopicsDependencies, id: string): Promise<CuratedTopic> {
  const card = await findTopic(dependencies, id);
  if (card.origin === 'target') {
    throw new TgParserError('usage_invalid', `"${card.title}" (${id}) is the topic of a target: runs make it anew`, {
      hint:
        'Change what is said of the target with "tg-parser topics add --channel NAME --title TITLE", ' +
        'or take it out with "tg-parser topics drop-target TITLE --channel NAME".',
    });
  }
  if (card.status === 'retired') {
    const heir = await followMerges(dependencies.topicStore, card);
    throw new TgParserError('usage_invalid', `The topic "${card.title}" (${id}) is retired`, {
      hint:
        heir.id === id
          ? 'Only active topics can be changed: "tg-parser topics list --channel NAME" shows them.'
          : `It was merged into "${heir.title}": name ${heir.id} instead.`,
    });
  }
  const bundle = await dependencies.topicStore.bundle(id);
  if (!bundle || bundle.items.length === 0) {
    throw new TgParserError('usage_invalid', `No messages are stored for the topic "${card.title}" (${id})`, {
      hint: 'Work the topics out again: tg-parser topicize --force --channel NAME',
    });
  }
  return { card, bundle };
}
