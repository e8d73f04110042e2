import type { TargetTopic } from '../domain/target-topic.ts';

/** Some targets of a channel: all of it or nothing is stored. */
export interface TargetsChange {
  /** New, or in the place of those with the same titles. */
  saved: readonly TargetTopic[];
  /** Titles; one that no target has does no harm. */
  removed: readonly string[];
}

/** The topics that a person named in advance, of each channel: database `processing`. */
export interface TargetStore {
  /** By title ascending (code unit order). */
  targets(channelId: string): Promise<TargetTopic[]>;
  changeTargets(channelId: string, change: TargetsChange): Promise<void>;
  removeChannel(channelId: string): Promise<void>;
}
