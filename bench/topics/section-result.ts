import type { RivalRow } from './compare-with-rivals.ts';
import type { QualityRow } from './quality-row.ts';

/** What a part of the benchmark has to say. */
export interface SectionResult {
  rows: QualityRow[];
  rivals?: RivalRow[];
}
