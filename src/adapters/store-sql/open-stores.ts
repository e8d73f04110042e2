import type { ChannelSetStore } from '../../ports/channel-set-store.ts';
import type { Databases } from '../../ports/databases.ts';
import type { DocumentStore } from '../../ports/document-store.ts';
import type { IdempotencyStore } from '../../ports/idempotency-store.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { MergeProposalStore } from '../../ports/merge-proposal-store.ts';
import type { PoolInUse } from '../../ports/metrics.ts';
import type { ModelBatchStore } from '../../ports/model-batch-store.ts';
import type { ModelCallStore } from '../../ports/model-call-store.ts';
import type { ModelLimitStore } from '../../ports/model-limit-store.ts';
import type { RawStore } from '../../ports/raw-store.ts';
import type { RequestCountStore } from '../../ports/request-count-store.ts';
import type { RunStore } from '../../ports/run-store.ts';
import type { ScheduleStore } from '../../ports/schedule-store.ts';
import type { SourceStore } from '../../ports/source-store.ts';
import type { StepLocks } from '../../ports/step-locks.ts';
import type { TargetStore } from '../../ports/target-store.ts';
import type { TopicStore } from '../../ports/topic-store.ts';
import type { UserStore } from '../../ports/user-store.ts';
import type { VectorStore } from '../../ports/vector-store.ts';
import { createChannelSetStore } from './channel-set-store/channel-set-store.ts';
import { createDocumentStore } from './document-store/document-store.ts';
import { createIdempotencyStore } from './idempotency-store/idempotency-store.ts';
import { createJobQueue } from './job-queue/job-queue.ts';
import { createMergeProposalStore } from './merge-proposal-store/merge-proposal-store.ts';
import { createModelBatchStore } from './model-batch-store/model-batch-store.ts';
import { createModelCallStore } from './model-call-store/model-call-store.ts';
import { createModelLimitStore } from './model-limit-store/model-limit-store.ts';
import { createRawStore } from './raw-store/raw-store.ts';
import { createRequestCountStore } from './request-count-store/request-count-store.ts';
import { createRunStore } from './run-store/run-store.ts';
import { createScheduleStore } from './schedule-store/schedule-store.ts';
import type { IngestionSchema } from './schema/ingestion-schema.ts';
import type { ProcessingSchema } from './schema/processing-schema.ts';
import type { RawSchema } from './schema/raw-schema.ts';
import { createSourceStore } from './source-store/source-store.ts';
import { createStepLocks } from './step-locks/step-locks.ts';
import { createTargetStore } from './target-store/target-store.ts';
import { createTopicStore } from './topic-store/topic-store.ts';
import { createUserStore } from './user-store/user-store.ts';
import { createVectorStore } from './vector-store/vector-store.ts';
import type { VersionedDatabase } from './versioned-database.ts';

/** The three databases, whatever engine each of them is on. */
export interface DatabaseSet {
  ingestion: VersionedDatabase<IngestionSchema>;
  raw: VersionedDatabase<RawSchema>;
  processing: VersionedDatabase<ProcessingSchema>;
  /** Of pools to a server; absent where there is none. */
  poolNumbers?(): PoolInUse[];
}

/** What a program works with. Each call may throw TgParserError `storage_*`, `schema_outdated` or `schema_unknown`. */
export interface OpenedStores {
  databases: Databases;
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
  modelLimitStore: ModelLimitStore;
  modelBatchStore: ModelBatchStore;
  vectorStore: VectorStore;
  close(): Promise<void>;
}

export function openStores(set: DatabaseSet): OpenedStores {
  const { ingestion, raw, processing } = set;
  return {
    databases: {
      state: (database) => set[database].history.state(),
      history: (database) => set[database].history.history(),
      planUpgrade: (database, revision) => set[database].history.planUpgrade(revision),
      upgrade: (database, options) => set[database].history.upgrade(options),
      planDowngrade: (database, revision) => set[database].history.planDowngrade(revision),
      downgrade: (database, revision, options) => set[database].history.downgrade(revision, options),
      planStamp: (database, revision) => set[database].history.planStamp(revision),
      stamp: (database, revision) => set[database].history.stamp(revision),
      check: (database) => set[database].history.check(),
    },
    sourceStore: createSourceStore(ingestion),
    userStore: createUserStore(ingestion),
    rawStore: createRawStore(raw),
    documentStore: createDocumentStore(processing),
    topicStore: createTopicStore(processing),
    channelSetStore: createChannelSetStore(processing),
    targetStore: createTargetStore(processing),
    mergeProposalStore: createMergeProposalStore(processing),
    runStore: createRunStore(processing),
    modelCallStore: createModelCallStore(processing),
    modelLimitStore: createModelLimitStore(processing),
    modelBatchStore: createModelBatchStore(processing),
    vectorStore: createVectorStore(processing),
    stepLocks: createStepLocks({ raw, processing }),
    jobQueue: createJobQueue(processing),
    scheduleStore: createScheduleStore(ingestion),
    requestCountStore: createRequestCountStore(processing),
    idempotencyStore: createIdempotencyStore(processing),
    async close() {
      await processing.close();
      await raw.close();
      await ingestion.close();
    },
  };
}
