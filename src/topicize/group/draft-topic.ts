import type { EarlierTopic } from '../read/read-earlier.ts';

/** A stem that sets a topic apart. */
export interface TopicTerm {
  stem: string;
  strength: number;
}

/** A topic while it is made: documents are places in `LoadedChannel.documents`. */
export interface DraftTopic {
  type: 'singleton' | 'cluster';
  /** All its documents, anchors included, ascending. */
  places: number[];
  /** By score descending, source_ref ascending. */
  anchors: number[];
  /** How surely each of its documents belongs. */
  scores: ReadonlyMap<number, number>;
  /** Strongest first. */
  terms: TopicTerm[];
  /** The documents that show best what the topic is about, best first. */
  central: number[];
  language: string;
  /** Number of the theme that it was found in; null for a singleton. */
  theme: number | null;
  /** Places of other drafts, nearest first. */
  related: number[];
  /** The topic that it goes on with, unchanged but for what joins it; null for one that was drafted anew. */
  continues: EarlierTopic | null;
}
