/** What is counted, for a system that collects it. */
export interface Metrics {
  /** Media type of the text. */
  contentType: string;
  /** Everything as it is now, in the text format of Prometheus. */
  text(): Promise<string>;
}

/** Connections of a pool to a database server. */
export interface PoolInUse {
  size: number;
  idle: number;
  inUse: number;
  /** Work that waits for a connection. */
  waiting: number;
}
