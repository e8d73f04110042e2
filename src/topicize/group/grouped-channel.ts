import type { LearntSpace, UnitVectors } from '../../ports/embedder.ts';
import type { Unit } from '../read/gather-units.ts';
import type { LoadedChannel } from '../read/load-documents.ts';
import type { GatheredTarget } from '../targets/gather-targets.ts';
import type { UnitSpace } from './unit-space.ts';

/** A channel, ready to be grouped. */
export interface GroupedChannel {
  channel: LoadedChannel;
  /** Documents by stem, see `countStems`. */
  stemCounts: Int32Array;
  units: Unit[];
  space: UnitSpace;
  /** What the vectors of the units were learnt with. */
  learnt: LearntSpace;
  /** Places of the documents that repeat one, by its place. */
  repeats: ReadonlyMap<number, number[]>;
  /** What a person named in advance. */
  targets: GatheredTarget[];
  /** Of the texts of all targets, one target after the other: what it is about, its examples, its exclusions. */
  targetVectors: UnitVectors;
}
