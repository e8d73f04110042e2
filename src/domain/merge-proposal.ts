import type { Instant } from './instant.ts';

/** Two topics of one catalogue, whichever is named first. */
export interface TopicPair {
  /** Lower by code unit order. */
  firstId: string;
  secondId: string;
}

/**
 * What is known of merging two topics: a model proposed it; a model found them to be different; a person does not want it; or nobody could say so
 * far, because the model failed, and it is to be asked.
 */
export interface MergeProposal extends TopicPair {
  state: 'proposed' | 'different' | 'dismissed' | 'waiting';
  /** Why, in the words of whoever says so; empty when nobody gave any. */
  reason: string;
  /** The model that was asked; null for none. */
  modelId: string | null;
  at: Instant;
}

export function topicPair(left: string, right: string): TopicPair {
  return left < right ? { firstId: left, secondId: right } : { firstId: right, secondId: left };
}
