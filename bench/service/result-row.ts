/** One line of the table. */
export interface ResultRow {
  what: string;
  measured: string;
  floor: string;
  /** Of what is measured to the floor. */
  ratio: number;
  bound: string;
  holds: boolean;
}
