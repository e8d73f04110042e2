import type { ModelWish } from '../domain/provider-name.ts';
import type { RetryPolicy } from '../ingest/live/patience.ts';
import type { ChannelSetStore } from '../ports/channel-set-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { DatabaseArchives } from '../ports/database-archives.ts';
import type { DatabaseCopying } from '../ports/database-copy.ts';
import type { Databases } from '../ports/databases.ts';
import type { Delay } from '../ports/delay.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { IdempotencyStore } from '../ports/idempotency-store.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { CallPurpose, LanguageModel } from '../ports/language-model.ts';
import type { OpenLive } from '../ports/live-source.ts';
import type { Logger } from '../ports/logger.ts';
import type { MergeProposalStore } from '../ports/merge-proposal-store.ts';
import type { OpenExport } from '../ports/message-source.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { MigrationCatalogue } from '../ports/migration-catalogue.ts';
import type { ModelBatchStore } from '../ports/model-batch-store.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import type { ModelProvider } from '../ports/model-provider.ts';
import type { RawStore } from '../ports/raw-store.ts';
import type { RequestCountStore } from '../ports/request-count-store.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { ScheduleStore } from '../ports/schedule-store.ts';
import type { SourceStore } from '../ports/source-store.ts';
import type { StepLocks } from '../ports/step-locks.ts';
import type { TargetStore } from '../ports/target-store.ts';
import type { TelegramAccount } from '../ports/telegram-account.ts';
import type { TopicStore } from '../ports/topic-store.ts';
import type { UserStore } from '../ports/user-store.ts';
import type { VectorStore } from '../ports/vector-store.ts';

/** Everything the pipeline asks of the outside world, as the composition root hands it out. Steps take a narrow part. */
export interface Application {
  databases: Databases;
  migrations: MigrationCatalogue;
  sourceStore: SourceStore;
  userStore: UserStore;
  rawStore: RawStore;
  documentStore: DocumentStore;
  topicStore: TopicStore;
  channelSetStore: ChannelSetStore;
  targetStore: TargetStore;
  mergeProposalStore: MergeProposalStore;
  runStore: RunStore;
  stepLocks: StepLocks;
  jobQueue: JobQueue;
  scheduleStore: ScheduleStore;
  requestCountStore: RequestCountStore;
  idempotencyStore: IdempotencyStore;
  modelCallStore: ModelCallStore;
  modelBatchStore: ModelBatchStore;
  vectorStore: VectorStore;
  /** @param to URL of a PostgreSQL database, or folder of SQLite files */
  openCopy: (to: string) => Promise<DatabaseCopying>;
  archives: DatabaseArchives;
  openExport: OpenExport;
  openLive: OpenLive;
  /** How often and when a request to Telegram that failed is made again. */
  telegramRetry: RetryPolicy;
  openAccount: () => Promise<TelegramAccount>;
  /**
   * Who answers for a step: whom the settings name, unless `wish` says otherwise. Throws TgParserError `model_unavailable` for a
   * provider without a key.
   */
  openModel: (step: 'process' | 'topicize', wish?: ModelWish) => Promise<LanguageModel>;
  /** One model of each provider that is set up, without retries; a call that succeeds ends a cooldown. */
  openProviders: () => Promise<ModelProvider[]>;
  /** Does what the model fails for, where something must be done. */
  spareModel: LanguageModel;
  /**
   * Who says how near texts are, on the bill of a run. Throws TgParserError `model_unavailable` for a provider without a key.
   */
  openEmbedder: (purpose: CallPurpose & { budgetUsd?: number | null | undefined }) => Promise<Embedder>;
  /** Works without a provider: for estimates, which must not spend anything. */
  spareEmbedder: Embedder;
  /** Null where nobody watches. */
  metrics: Metrics | null;
  clock: Clock;
  delay: Delay;
  log: Logger;
}
