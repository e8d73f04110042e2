import type { ConfiguredKey } from '../domain/configured-key.ts';
import type { EmbeddingProviderName, ModelChoice, ProviderName } from '../domain/provider-name.ts';
import type { ResolvedSetting } from './resolve-settings.ts';
import type { Secret } from './secret.ts';

/** All settings as one plain value. Only the composition root and the command line see it; steps get the part they need. */
export interface Configuration {
  dataDirectory: string;
  database: DatabaseConfiguration;
  telegram: TelegramConfiguration;
  models: ModelsConfiguration;
  retry: RetryConfiguration;
  topicization: TopicizationConfiguration;
  api: ApiConfiguration;
  jobs: JobsConfiguration;
  /** Where traces are sent; null for nowhere. */
  tracesUrl: string | null;
  log: { level: 'debug' | 'info' | 'warn' | 'error'; format: 'text' | 'json' };
  /** Where each value came from, in the order of the table: what `config show` prints. Secrets stay closed. */
  settings: readonly ResolvedSetting[];
}

export interface ApiConfiguration {
  host: string;
  port: number;
  keys: readonly ConfiguredKey[];
  isKeyRequired: boolean;
  timeoutInMs: number;
  maxBodyBytes: number;
  limits: { windowInMs: number; requestsPerKey: number; requestsPerAddress: number };
  trustedProxies: readonly string[];
  corsOrigins: readonly string[];
}

export interface JobsConfiguration {
  /** Jobs that one program executes at a time. */
  concurrency: number;
  heartbeatInMs: number;
  maxAttempts: number;
  shutdownGraceInMs: number;
  /** Folder that holds a folder for each export job. */
  exportsDirectory: string;
  /** How long jobs are kept after their end. */
  retentionInDays: number;
  /** Where a worker tells its numbers; null for nowhere. */
  metrics: { host: string; port: number } | null;
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

export interface TelegramConfiguration {
  /** Of public previews. */
  webBaseUrl: string;
  /** Between two requests for previews. */
  webPauseInMs: number;
  proxyUrl: Secret | null;
  /** For one page, the first attempt included. */
  maxAttempts: number;
  account: TelegramAccountConfiguration;
}

/** Reading with an account. */
export interface TelegramAccountConfiguration {
  apiId: number | null;
  apiHash: Secret | null;
  phone: Secret | null;
  /** Path of the session file. */
  sessionPath: string;
  sessionKey: Secret | null;
  isTakeoutWanted: boolean;
  /** Another server than those of Telegram. */
  server: { host: string; port: number; keyFile: string } | null;
}

export interface ModelsConfiguration {
  providers: Record<ProviderName, ProviderConfiguration>;
  /** Describing messages. */
  processing: StepModelConfiguration;
  /** Wording topics. */
  topicization: StepModelConfiguration;
  /** Vectors of messages. */
  embedding: EmbeddingConfiguration;
  /** What all steps together may spend in a calendar month; null for no limit. */
  budgetUsd: number | null;
  timeout: { totalInMs: number; gapInMs: number };
  /** Longest time between two looks at a batch. */
  batchPollInMs: number;
  /** US dollars for a million tokens, in place of the known price; null to use that. */
  price: { input: number; output: number } | null;
  /** Folder of prompts that replace those of the package. */
  promptsDirectory: string | null;
}

export interface EmbeddingConfiguration {
  provider: EmbeddingProviderName | 'builtin';
  /** Null: the one that we know to be good for its price. */
  model: string | null;
  /** Address for vectors only; null for the provider's. */
  baseUrl: string | null;
  /** US dollars for a million tokens, in place of the known price; null to use that. */
  price: number | null;
}

export interface ProviderConfiguration {
  /** Always null for a provider without keys. */
  apiKey: Secret | null;
  /** Without the path of the version. */
  baseUrl: string;
  /** Whether the address is another than the usual one: a server there may need no key. */
  isOwnAddress: boolean;
}

export interface StepModelConfiguration extends ModelChoice {
  /** Whether somebody chose the provider; else the keys did. */
  isChosen: boolean;
  /** Address for this step's provider only; null for the provider's. */
  baseUrl: string | null;
  /** Who is asked when the provider fails, in order. */
  fallback: ModelChoice[];
  temperature: number;
  /** Room for one answer, in tokens. */
  maxTokens: number;
  reasoningEffort: 'minimal' | 'low' | 'medium' | 'high';
  verbosity: 'low' | 'medium' | 'high';
  /** What the step may spend in a calendar month; null for no limit of its own. */
  budgetUsd: number | null;
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
  rebuildGrowth: number;
}
