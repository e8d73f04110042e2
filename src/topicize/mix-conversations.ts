import type { LoadedDocument } from './load-documents.ts';
import { normalise, rowOf, type UnitVectors } from './unit-vectors.ts';

/** What is grouped: a conversation as one, or a document that stands alone. */
export interface Units {
  vectors: UnitVectors;
  /** Places of the unit's documents. */
  members: number[][];
  /** How many words that say something its documents have together. */
  richness: Int32Array;
}

/** How much the conversation around a message counts beside the message itself. */
const conversationWeight = 1;

/**
 * Pools the documents of each conversation: «it helped, thanks» says nothing alone, the talk it belongs to does. A document
 * counts by the square root of its distinct words, so that one long text does not drown the talk.
 */
export function poolConversations(documents: LoadedDocument[], own: UnitVectors): Units {
  const members: number[][] = [];
  const unitOf = new Map<number, number[]>();
  for (const [place, { conversation }] of documents.entries()) {
    const unit = conversation === null ? undefined : unitOf.get(conversation);
    if (unit) {
      unit.push(place);
    } else {
      const created = [place];
      members.push(created);
      if (conversation !== null) {
        unitOf.set(conversation, created);
      }
    }
  }
  const { dimensions } = own;
  const vectors = { values: new Float32Array(members.length * dimensions), dimensions, size: members.length };
  for (const [unit, places] of members.entries()) {
    const target = rowOf(vectors, unit);
    for (const place of places) {
      addTo(target, rowOf(own, place), Math.sqrt(documents[place]?.stems.length ?? 0));
    }
    normalise(target);
  }
  const richness = Int32Array.from(members, (places) =>
    places.reduce((sum, place) => sum + (documents[place]?.stems.length ?? 0), 0),
  );
  return { vectors, members, richness };
}

/** Each document's own vector, moved towards the conversation it is part of. */
export function placeInContext(own: UnitVectors, units: Units): UnitVectors {
  const values = own.values.slice();
  const mixed = { ...own, values };
  for (const [unit, places] of units.members.entries()) {
    for (const place of places.length > 1 ? places : []) {
      const target = rowOf(mixed, place);
      addTo(target, rowOf(units.vectors, unit), conversationWeight);
      normalise(target);
    }
  }
  return mixed;
}

export function addTo(target: Float32Array, vector: Float32Array, weight: number): void {
  for (let d = 0; d < target.length; d++) {
    target[d] = (target[d] ?? 0) + weight * (vector[d] ?? 0);
  }
}
