import { createRequire } from 'node:module';
import { UndirectedGraph } from 'graphology';
import type louvainModule from 'graphology-communities-louvain';
import { seededRandom } from '../lib/seeded-random.ts';
import type { Neighbours } from './nearest-neighbours.ts';

// The package is CommonJS: what it exports is the function itself, which its types call the default.
const louvain = createRequire(import.meta.url)('graphology-communities-louvain') as typeof louvainModule.default;

export interface CommunityOptions {
  /** Similarity that unrelated texts have as well: what a neighbour has above it is the weight of the edge. */
  background: number;
  /** Above 1 gives more and smaller communities. */
  resolution: number;
}

/**
 * Groups rows that are each other's neighbours (Louvain's method on the neighbour graph; an edge that both ends name counts
 * double). The number of groups comes out by itself.
 *
 * @returns the community of each row, -1 for a row without neighbours
 */
export function findCommunities(
  { rows, similarities, count }: Neighbours,
  { background, resolution }: CommunityOptions,
): Int32Array {
  const size = rows.length / count;
  const graph = new UndirectedGraph<Record<string, never>, { weight: number }>();
  for (let row = 0; row < size; row++) {
    graph.addNode(row);
  }
  for (let place = 0; place < rows.length; place++) {
    const other = rows[place] ?? -1;
    const weight = (similarities[place] ?? 0) - background;
    if (other >= 0 && weight > 0) {
      graph.updateUndirectedEdge(Math.floor(place / count), other, (edge) => ({ weight: (edge.weight ?? 0) + weight }));
    }
  }
  const communities = new Int32Array(size).fill(-1);
  if (graph.size === 0) {
    return communities;
  }
  const found = louvain(graph, { resolution, rng: seededRandom(1_871), getEdgeWeight: 'weight' });
  for (let row = 0; row < size; row++) {
    communities[row] = graph.degree(row) > 0 ? (found[row] ?? -1) : -1;
  }
  return communities;
}
