import { createRequire } from 'node:module';
import { UndirectedGraph } from 'graphology';
import type louvainModule from 'graphology-communities-louvain';
import { seededRandom } from '../../lib/seeded-random.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import type { UnitSpace } from './unit-space.ts';

// The package is CommonJS: what it exports is the function itself, which its types call the default.
const louvain = createRequire(import.meta.url)('graphology-communities-louvain') as typeof louvainModule.default;

const starts = 10;
/** Units that were together before have so many times as much in common. */
const earlierBond = 2;

export interface CommunityOptions {
  /** Of each unit. */
  neighbours: number;
  /** Whether two units were together before, so that they should stay so where much speaks for it. Default: no two were. */
  together?: ((unit: number, other: number) => boolean) | undefined;
}

/**
 * Groups units that are each other's neighbours: Louvain's method (Blondel et al. 2008) on the graph of nearest neighbours, an edge
 * weighing what its ends have in common, and double when both name it. The number of groups comes out by itself, fewer the more
 * neighbours are looked at.
 *
 * @returns groups of the given units, each in the order given, larger ones first; a unit that has nothing in common with any is in none
 */
export function findCommunities(
  space: UnitSpace,
  units: readonly number[],
  { neighbours, together = () => false }: CommunityOptions,
): number[][] {
  const { rows, similarities, count } = nearestNeighbours(space, units, Math.min(neighbours, units.length - 1));
  const graph = new UndirectedGraph<Record<string, never>, { weight: number }>();
  for (let row = 0; row < units.length; row++) {
    graph.addNode(row);
  }
  for (let place = 0; place < rows.length; place++) {
    const other = rows[place] as number;
    if (other >= 0) {
      const row = Math.floor(place / count);
      const bond = together(units[row] as number, units[other] as number) ? earlierBond : 1;
      const weight = bond * (similarities[place] as number);
      graph.updateUndirectedEdge(row, other, (edge) => ({ weight: (edge.weight ?? 0) + weight }));
    }
  }
  if (graph.size === 0) {
    return [];
  }
  const found = bestOf(graph);
  const groups = new Map<number, number[]>();
  for (const [row, unit] of units.entries()) {
    if (graph.degree(row) > 0) {
      const community = found[row] ?? -1;
      const group = groups.get(community);
      if (group) {
        group.push(unit);
      } else {
        groups.set(community, [unit]);
      }
    }
  }
  return [...groups.values()].sort((left, right) => right.length - left.length || (left[0] ?? 0) - (right[0] ?? 0));
}

/** Louvain's method ends in a local optimum that depends on the order of its moves: of several the one with the highest modularity. */
function bestOf(graph: UndirectedGraph): Record<string, number> {
  let best = { communities: {} as Record<string, number>, modularity: Number.NEGATIVE_INFINITY };
  for (let start = 0; start < starts; start++) {
    const found = louvain.detailed(graph, { rng: seededRandom(1_871 + start), getEdgeWeight: 'weight' });
    best = found.modularity > best.modularity ? found : best;
  }
  return best.communities;
}
