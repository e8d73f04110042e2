import type { Instant } from '../../domain/instant.ts';
import type { MergeProposal, TopicPair } from '../../domain/merge-proposal.ts';
import type { TgParserError } from '../../domain/tg-parser-error.ts';
import type { TopicCard } from '../../domain/topic-card.ts';
import { judgeMerges, type MergeJudgement } from '../../ports/judge-merges.ts';
import type { AnswerOrigin } from '../../ports/language-model.ts';
import type { WordedDraft } from '../describe/word-drafts.ts';
import type { LearntGroups } from '../join/learnt-catalogue.ts';
import { stopWhenAborted } from '../stop-when-aborted.ts';
import type { TopicizeDependencies, TopicizeOptions } from '../topicize-options.ts';
import { choosePairs } from './choose-pairs.ts';
import { draftMergeQuestions } from './draft-merge-questions.ts';

export interface MergeWork {
  channelId: string;
  at: Instant;
  /** Of the catalogue as it will be. */
  cards: readonly TopicCard[];
  /** Null when nobody knows where topics lie. */
  groups: LearntGroups | null;
  /** Drafts of topics, with their ids by place. */
  drafts: readonly WordedDraft[];
  ids: readonly string[];
}

export interface ProposedMerges {
  /** What is known now of the pairs that were asked about. */
  proposals: MergeProposal[];
  /** Why the model said nothing of some: they wait. */
  failures: TgParserError[];
}

const unknown = { state: 'waiting', reason: '', modelId: null } as const;

/**
 * Asks the model about topics that may be one: those near a topic that was worded in this run, and what earlier runs could not ask. Nothing is
 * asked twice, whatever was answered or decided, and no topic changes: a person does that. The built-in engine is not asked.
 *
 * @throws TgParserError what concerns every pair
 */
export async function proposeMerges(
  dependencies: Pick<TopicizeDependencies, 'documentStore' | 'mergeProposalStore' | 'model'>,
  { channelId, at, cards, groups, drafts, ids }: MergeWork,
  { runId, concurrency = 1, budgetUsd, useCache, signal, onProgress }: TopicizeOptions,
): Promise<ProposedMerges> {
  const { mergeProposalStore, model } = dependencies;
  if (groups === null || model.origin('judge_merges').promptId === null) {
    return { proposals: [], failures: [] };
  }
  // A topic whose words are missing is asked about when it has them.
  const active = new Map(
    cards.flatMap((card) => (card.status === 'active' && card.origin !== 'target' ? [[card.id, card]] : [])),
  );
  const worded = new Set(drafts.flatMap((draft, place) => (draft.worded === null ? [] : (ids[place] ?? []))));
  const known = await mergeProposalStore.proposals(channelId);
  const pairs = choosePairs(known, groups, { eligible: new Set(active.keys()), asked: worded });
  const items = await draftMergeQuestions(dependencies, { pairs, cards: active }, groups);
  const asked = { purpose: { runId, step: 'topicize', channelId }, concurrency, budgetUsd, useCache, signal } as const;
  const found: ProposedMerges = { proposals: [], failures: [] };
  for await (const outcomes of model.answer(judgeMerges, items, asked)) {
    for (const outcome of outcomes) {
      const pair = pairs[Number(outcome.item.id)] as TopicPair;
      if ('error' in outcome) {
        found.failures.push(outcome.error);
        found.proposals.push({ ...pair, ...unknown, at });
      } else {
        found.proposals.push({ ...pair, ...toJudgement(outcome.origin, outcome.answer), at });
      }
    }
    onProgress?.({ activity: 'comparing topics', done: found.proposals.length, total: items.length, unit: 'pairs' });
  }
  stopWhenAborted(signal);
  return found;
}

/** A fallback without a prompt has no opinion. */
function toJudgement({ promptId, modelId }: AnswerOrigin, { same, why }: MergeJudgement) {
  return promptId === null ? unknown : ({ state: same ? 'proposed' : 'different', reason: why, modelId } as const);
}
