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

/** JSON, in which lists of numbers are bytes in base64, little endian: the same knowledge gives the same bytes. */
export function encodeLearnt(learnt: LearntCatalogue): Uint8Array {
  return Buffer.from(JSON.stringify({ format, ...learnt }, (_, value) => encodeValue(value)));
}

/** @returns null for bytes that this version cannot read */
export function decodeLearnt(bytes: Uint8Array | null): LearntCatalogue | null {
  if (bytes === null) {
    return null;
  }
  try {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
    const { format: found, ...learnt } = JSON.parse(text, (_, value) => decodeValue(value));
    return found === format ? learnt : null;
  } catch {
    return null;
  }
}

const numberLists = { Int8Array, Int32Array, Float32Array, Float64Array };

function encodeValue(value: unknown): unknown {
  if (value instanceof Map) {
    return { $map: [...value] };
  }
  for (const name of Object.keys(numberLists)) {
    if (value instanceof numberLists[name as keyof typeof numberLists]) {
      return { [`$${name}`]: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
    }
  }
  return value;
}

function decodeValue(value: unknown): unknown {
  const [[key, content] = []] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (key === '$map') {
    return new Map(content);
  }
  const list = numberLists[key?.slice(1) as keyof typeof numberLists];
  if (key?.startsWith('$') && list) {
    // Copied: bytes must begin where numbers of their size may.
    return new list(Uint8Array.from(Buffer.from(content, 'base64')).buffer);
  }
  return value;
}
