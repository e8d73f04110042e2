import { compareText } from '../../lib/compare-text.ts';
import type { Unit } from '../read/gather-units.ts';

/** Who takes part in units: numbers of people, ascending, and how much each tells; of length one together, or empty. */
export interface AuthorVectors {
  people: Int32Array[];
  weights: Float32Array[];
}

const nobody = { people: new Int32Array(0), weights: new Float32Array(0) };

/**
 * People keep to subjects: who takes part in a conversation tells something of what it is about, the more the fewer conversations she
 * takes part in (ln of units / units with her). Null where nobody is known by whom texts could be told apart.
 */
export function weighAuthors(units: readonly Unit[]): AuthorVectors | null {
  const counts = new Map<string, number>();
  for (const { authors } of units) {
    for (const author of authors) {
      counts.set(author, (counts.get(author) ?? 0) + 1);
    }
  }
  if (counts.size < 2) {
    return null;
  }
  const numbers = new Map([...counts.keys()].sort(compareText).map((author, number) => [author, number]));
  const vectors = units.map(({ authors }) => toVector(authors));
  return { people: vectors.map(({ people }) => people), weights: vectors.map(({ weights }) => weights) };

  function toVector(authors: string[]): { people: Int32Array; weights: Float32Array } {
    const telling = authors
      .map((author) => ({ number: numbers.get(author) ?? 0, weight: Math.log(units.length / (counts.get(author) ?? 1)) }))
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
