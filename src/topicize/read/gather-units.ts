import type { LoadedChannel, LoadedDocument } from './load-documents.ts';

/**
 * What is grouped: a conversation as one, or a document that stands alone. «It helped, thanks» says nothing by itself, the talk it belongs
 * to does.
 */
export interface Unit {
  /** Places of its documents, ascending. Duplicates are in none. */
  members: number[];
  /** Distinct stems of its documents, as places in `LoadedChannel.stems`; of noise only when there is nothing else. */
  stems: Int32Array;
  /** Who takes part, each once; nobody where people do not talk. */
  authors: string[];
  /** All its documents are noise: it gets a topic, and shapes none. */
  isNoise: boolean;
}

/**
 * All units, first those that shape topics. Within each part they stand in an order that depends on nothing but their texts, so the first
 * ones are a fair sample of them, and no result depends on how messages are numbered.
 */
export function gatherUnits({ documents }: LoadedChannel): Unit[] {
  const voices = findVoices(documents);
  const together = new Map<string, number[]>();
  for (const [place, document] of documents.entries()) {
    if (document.duplicateOf === null) {
      const key = document.conversation === null ? `d${place}` : `c${document.conversation}`;
      const members = together.get(key);
      if (members) {
        members.push(place);
      } else {
        together.set(key, [place]);
      }
    }
  }
  const units = [...together.values()].map((members) => {
    const told = members.flatMap((place) => voices.get(documents[place]?.sourceRef ?? '') ?? []);
    return { unit: toUnit(members, documents, told), order: Math.min(...told.map(({ contentOrder }) => contentOrder)) };
  });
  units.sort(
    (left, right) =>
      Number(left.unit.isNoise) - Number(right.unit.isNoise) ||
      left.order - right.order ||
      (left.unit.members[0] ?? 0) - (right.unit.members[0] ?? 0),
  );
  return units.map(({ unit }) => unit);
}

/**
 * The document that speaks for each original: of those that say the same the one whose text comes first, so that it does not matter which
 * of them was written first.
 */
function findVoices(documents: readonly LoadedDocument[]): Map<string, LoadedDocument> {
  const voices = new Map<string, LoadedDocument>();
  for (const document of documents) {
    const original = document.duplicateOf ?? document.sourceRef;
    const known = voices.get(original);
    if (known === undefined || document.contentOrder < known.contentOrder) {
      voices.set(original, document);
    }
  }
  return voices;
}

/** @param all what its documents say */
function toUnit(members: number[], documents: readonly LoadedDocument[], all: readonly LoadedDocument[]): Unit {
  const saying = all.filter(({ isNoise }) => !isNoise);
  const told = saying.length > 0 ? saying : all;
  const [only] = told;
  const stems = told.length === 1 && only ? only.stems : Int32Array.from(new Set(told.flatMap((one) => Array.from(one.stems))));
  const authors = [...new Set(members.flatMap((place) => documents[place]?.authorId ?? []))].sort();
  return { members, stems, authors, isNoise: saying.length === 0 };
}
