import { seededRandom } from '../../src/lib/seeded-random.ts';
import type { TermVectors } from './weigh-terms.ts';

const rounds = 120;
/** Keeps a factor that came to nothing from dividing. */
const tiny = 1e-12;

/**
 * Non-negative factorisation of the rows by multiplicative updates (D. Lee and S. Seung, 2001): each row is a sum of parts, and belongs to the
 * part with the largest share.
 *
 * @returns the part of each row
 */
export function clusterByNmf({ rows, size }: TermVectors, { clusters }: { clusters: number }): Int32Array {
  const random = seededRandom(11);
  const start = (length: number) => Float64Array.from({ length }, () => 0.1 + random());
  // Row by row: the shares of each text, and the parts of each term.
  const shares = start(rows.length * clusters);
  const parts = start(size * clusters);
  for (let round = 0; round < rounds; round++) {
    update(parts, shares, clusters, timesRows(shares, parts.length, 'terms'));
    update(shares, parts, clusters, timesRows(parts, shares.length, 'texts'));
  }
  return Int32Array.from(rows, (_, place) => {
    const own = shares.subarray(place * clusters, (place + 1) * clusters);
    return own.indexOf(Math.max(...own));
  });

  /** The matrix of rows times one factor: for terms summed over texts, for texts over terms. */
  function timesRows(factor: Float64Array, length: number, into: 'terms' | 'texts'): Float64Array {
    const product = new Float64Array(length);
    for (const [place, { terms, weights }] of rows.entries()) {
      for (let index = 0; index < terms.length; index++) {
        const term = terms[index] ?? 0;
        const [to, from] = into === 'terms' ? [term, place] : [place, term];
        for (let part = 0; part < clusters; part++) {
          const at = to * clusters + part;
          product[at] = (product[at] ?? 0) + (weights[index] ?? 0) * (factor[from * clusters + part] ?? 0);
        }
      }
    }
    return product;
  }
}

/** factor ← factor · wanted / (factor · otherᵀother), entry by entry. */
function update(factor: Float64Array, other: Float64Array, clusters: number, wanted: Float64Array): void {
  const inner = innerProducts(other, clusters);
  for (let start = 0; start < factor.length; start += clusters) {
    const before = factor.slice(start, start + clusters);
    for (let part = 0; part < clusters; part++) {
      let had = 0;
      for (let along = 0; along < clusters; along++) {
        had += (before[along] ?? 0) * (inner[along * clusters + part] ?? 0);
      }
      factor[start + part] = ((before[part] ?? 0) * (wanted[start + part] ?? 0)) / (had + tiny);
    }
  }
}

function innerProducts(factor: Float64Array, clusters: number): Float64Array {
  const inner = new Float64Array(clusters * clusters);
  for (let start = 0; start < factor.length; start += clusters) {
    for (let left = 0; left < clusters; left++) {
      for (let right = 0; right < clusters; right++) {
        const at = left * clusters + right;
        inner[at] = (inner[at] ?? 0) + (factor[start + left] ?? 0) * (factor[start + right] ?? 0);
      }
    }
  }
  return inner;
}
