import { deserialize, serialize } from 'node:v8';
import type { LearntSpace } from '../../ports/embedder.ts';
import type { TopicTerm } from '../group/draft-topic.ts';
import type { MeasuredGroups } from '../group/measure-groups.ts';
import type { AuthorCounts } from '../group/weigh-authors.ts';
import type { ChannelTotals } from '../read/load-documents.ts';
import type { TopicizeReport } from '../topicize-report.ts';

/** Topics as groups of a space: their centres, and how near is near to each. */
export interface LearntGroups extends MeasuredGroups {
  /** Of topics, also of those that a person retired: what belongs there is wanted in none. */
  ids: string[];
  /** In which most of their documents are read. */
  languages: string[];
  /** What sets each apart. */
  terms: TopicTerm[][];
}

/** What the last reading of all documents taught, so that new ones find their place without it. */
export interface LearntCatalogue {
  /** As they were then. */
  totals: ChannelTotals;
  /** Of the documents that the catalogue knows now. */
  noise: number;
  duplicates: number;
  /** Stems that several documents have, and how many. */
  stems: string[];
  stemCounts: Int32Array;
  authors: AuthorCounts | null;
  space: LearntSpace;
  groups: LearntGroups;
  /** As they were measured then. */
  quality: Pick<TopicizeReport, 'coherence_npmi' | 'term_diversity'>;
  /** Items of all bundles now, and how many of them have a justification that quotes them or that a model gave. */
  items: number;
  justified: number;
}

/** Another form of it needs another number; what has one that is not known is as good as nothing. */
const format = 1;

/** The format of Node's `v8` module may be read by all later versions (https://nodejs.org/api/v8.html#serialization-api). */
export function encodeLearnt(learnt: LearntCatalogue): Uint8Array {
  return serialize({ format, ...learnt });
}

/** @returns null for bytes that this version cannot read */
export function decodeLearnt(bytes: Uint8Array | null): LearntCatalogue | null {
  if (bytes === null) {
    return null;
  }
  try {
    const { format: found, ...learnt } = deserialize(bytes) as LearntCatalogue & { format: number };
    return found === format ? learnt : null;
  } catch {
    return null;
  }
}
