import type { ResolvedSetting } from './resolve-settings.ts';
import type { Secret } from './secret.ts';

/** All settings as one plain value. Only the composition root and the command line see it; steps get the part they need. */
export interface Configuration {
  dataDirectory: string;
  database: DatabaseConfiguration;
  model: { provider: 'builtin' };
  retry: RetryConfiguration;
  topicization: TopicizationConfiguration;
  log: { level: 'debug' | 'info' | 'warn' | 'error'; format: 'text' | 'json' };
  /** Where each value came from, in the order of the table: what `config show` prints. Secrets stay closed. */
  settings: readonly ResolvedSetting[];
}

/** One value for each of the three databases. */
export interface PerDatabase<Value> {
  ingestion: Value;
  raw: Value;
  processing: Value;
}

export type DatabaseConfiguration =
  /** Paths of the files. */
  | { engine: 'sqlite'; paths: PerDatabase<string> }
  /** Equal connections are one pool. */
  | { engine: 'postgresql'; connections: PerDatabase<ConnectionConfiguration>; pool: PoolConfiguration };

export type ConnectionConfiguration =
  | { url: Secret }
  | { host: string; port: number; name: string; user: string; password: Secret | null };

export interface PoolConfiguration {
  size: number;
  maxOverflow: number;
  timeoutInMs: number;
  recycleInMs: number;
  prePing: boolean;
}

/** The wait before attempt n+1 is d + U(0, d·jitter) with d = min(base·2^(n−1), max). */
export interface RetryConfiguration {
  maxAttempts: number;
  backoffBaseInMs: number;
  backoffMaxInMs: number;
  /** 0 to 1. */
  jitter: number;
}

/** The gates of a topic; scores are 0 to 1. */
export interface TopicizationConfiguration {
  /** Null: as many as the messages form. */
  maxTopics: number | null;
  topNAnchors: number;
  anchorMinScore: number;
  supportingMinScore: number;
  /** Characters. */
  singletonMinLength: number;
  singletonMinScore: number;
}
