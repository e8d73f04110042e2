/** A line of the table: what was measured, and what it should be. */
export interface QualityRow {
  what: string;
  measured: string;
  /** Empty where there is none. */
  bound: string;
  holds: 'yes' | 'no' | '';
}
