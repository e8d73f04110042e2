import type { RunUsage } from '../ports/run-usage.ts';
import type { TopicizeParameters } from './topicize-options.ts';

/** How much of the catalogue before is left. */
export interface Stability {
  /** Share of the documents known then and now that are in the topic with the same id, 0 to 1. */
  kept_share: number;
  /** Whether the same documents are together, whatever the ids, −1 to 1: 1 for the same groups, 0 as by chance. See `comparePartitions`. */
  adjusted_rand_index: number;
}

/** What a run of `topicize` made. `covered_items_total + outside_topics_total = documents_considered`. */
export interface TopicizeReport extends RunUsage {
  /** Or `set:<name>`. */
  channel_id: string;
  /** Active topics. */
  topics_total: number;
  singleton_topics_total: number;
  cluster_topics_total: number;
  bundles_total: number;
  /** Documents that are in a topic. */
  covered_items_total: number;
  /** Documents that are in none. */
  outside_topics_total: number;
  /** All documents of the channel or channels. */
  documents_considered: number;
  /** Of them: noise and duplicates. They are placed in topics as others are, and shape none. */
  noise_total: number;
  duplicates_total: number;
  /** Events that several documents of a topic report. */
  stories_total: number;
  /** Groups of topics. */
  themes_total: number;
  /** Whether topics were founded on all documents; else those before went on. */
  founded_anew: boolean;
  /** Topics of the run before that nothing continues. */
  retired_total: number;
  /** Topics that go on from the run before under their id. */
  kept_ids_total: number;
  /** Topics that a person named in advance. */
  targets_total: number;
  /** Titles of those that no document is about: there is no topic of them. */
  targets_without_content: string[];
  /**
   * Share of the bundles' items whose justification quotes words of the item or was given by the model, 0 to 1; null when nothing was
   * worked out.
   */
  justification_coverage: number | null;
  /**
   * How well the ten strongest terms of a topic go together, −1 to 1: how much oftener two of them are in one document than by chance,
   * see `measureCoherence`. Null when no topic has two terms.
   */
  coherence_npmi: number | null;
  /** Share of different terms among the ten strongest of all topics, 0 to 1: low when topics overlap. Null without terms. */
  term_diversity: number | null;
  /** Documents in no topic as a share of all, 0 to 1; null without documents. */
  outside_share: number | null;
  /** Against the catalogue before, by the documents that both know; being outside counts as a group. Null for the first run. */
  stability: Stability | null;
  model_id: string;
  /** Merges that models propose, of this run and of earlier ones, and that no person decided about. */
  merges_proposed_total: number;
  /**
   * Topics, themes and pairs of topics that the model failed for, by error code: the built-in engine worded the first two. The status of such topics
   * is `needs_review`, and the next run asks about all of them again.
   */
  failed_by_class: Record<string, number>;
  parameters: TopicizeParameters & { withBundles: boolean };
  duration_seconds: number;
}
