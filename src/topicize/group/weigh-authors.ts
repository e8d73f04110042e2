import { compareText } from '../../lib/compare-text.ts';
import type { Unit } from '../read/gather-units.ts';

/** Who takes part in units: numbers of people, ascending, and how much each tells; of length one together, or empty. */
export interface AuthorVectors {
  people: Int32Array[];
  weights: Float32Array[];
}

const nobody = { people: new Int32Array(0), weights: new Float32Array(0) };

/** In how many units each person takes part. */
export interface AuthorCounts {
  units: number;
  /** Ascending; a person's place is her number. */
  people: string[];
  /** Units by number of the person. */
  counts: number[];
}

/** Null where nobody is known by whom texts could be told apart. */
export function countAuthors(units: readonly Unit[]): AuthorCounts | null {
  const counts = new Map<string, number>();
  for (const { authors } of units) {
    for (const author of authors) {
      counts.set(author, (counts.get(author) ?? 0) + 1);
    }
  }
  const people = [...counts.keys()].sort(compareText);
  return people.length < 2 ? null : { units: units.length, people, counts: people.map((person) => counts.get(person) ?? 0) };
}

/**
 * People keep to subjects: who takes part in a conversation tells something of what it is about, the more the fewer conversations she
 * takes part in (ln of units / units with her). A person who is in none of the counts tells nothing.
 */
export function weighAuthors(units: readonly Unit[], known: AuthorCounts | null): AuthorVectors | null {
  if (known === null) {
    return null;
  }
  const { units: all, counts } = known;
  const numbers = new Map(known.people.map((author, number) => [author, number]));
  const vectors = units.map(({ authors }) => toVector(authors));
  return { people: vectors.map(({ people }) => people), weights: vectors.map(({ weights }) => weights) };

  function toVector(authors: string[]): { people: Int32Array; weights: Float32Array } {
    const telling = authors
      .flatMap((author) => numbers.get(author) ?? [])
      .map((number) => ({ number, weight: Math.log(all / (counts[number] ?? 1)) }))
      .filter(({ weight }) => weight > 0)
      .sort((left, right) => left.number - right.number);
    const length = Math.sqrt(telling.reduce((sum, { weight }) => sum + weight * weight, 0));
    return length === 0
      ? nobody
      : {
          people: Int32Array.from(telling, ({ number }) => number),
          weights: Float32Array.from(telling, ({ weight }) => weight / length),
        };
  }
}
