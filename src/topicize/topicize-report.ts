import type { RunUsage } from '../ports/run-usage.ts';
import type { TopicizeParameters } from './topicize-options.ts';

/** What a run of `topicize` made. `covered_items_total + outside_topics_total = documents_considered`. */
export interface TopicizeReport extends RunUsage {
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
  /** All documents of the channel. */
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
  model_id: string;
  /** Topics that the model failed for, by error code: the built-in engine worded them, and their status is `needs_review`. */
  failed_by_class: Record<string, number>;
  parameters: TopicizeParameters & { withBundles: boolean };
  duration_seconds: number;
}
