import type { DatabaseName } from '../../../ports/databases.ts';
import { sources } from './ingestion/0001_sources.ts';
import { liveCursors } from './ingestion/0002_live_cursors.ts';
import { users } from './ingestion/0003_users.ts';
import { schedules } from './ingestion/0004_schedules.ts';
import type { Migration } from './migration.ts';
import { documents } from './processing/0001_documents.ts';
import { topics } from './processing/0002_topics.ts';
import { runs } from './processing/0003_runs.ts';
import { stepLocks } from './processing/0004_step_locks.ts';
import { nextAttempts } from './processing/0005_next_attempts.ts';
import { modelCalls } from './processing/0006_model_calls.ts';
import { modelBatches } from './processing/0007_model_batches.ts';
import { modelLimits } from './processing/0008_model_limits.ts';
import { modelBatchRuns } from './processing/0009_model_batch_runs.ts';
import { vectors } from './processing/0010_vectors.ts';
import { foundedDocuments } from './processing/0011_founded_documents.ts';
import { targetTopics } from './processing/0012_target_topics.ts';
import { channelSets } from './processing/0013_channel_sets.ts';
import { learntCatalogues } from './processing/0014_learnt_catalogues.ts';
import { mergeProposals } from './processing/0015_merge_proposals.ts';
import { jobs } from './processing/0016_jobs.ts';
import { requestCounts } from './processing/0017_request_counts.ts';
import { idempotencyKeys } from './processing/0018_idempotency_keys.ts';
import { messages } from './raw/0001_messages.ts';
import { vanished } from './raw/0002_vanished.ts';
import { authorNames } from './raw/0003_author_names.ts';

/** The history of each database, in the order in which its migrations run. The last one is head. */
export const migrationsByDatabase: Record<DatabaseName, readonly Migration[]> = {
  ingestion: [sources, liveCursors, users, schedules],
  raw: [messages, vanished, authorNames],
  processing: [
    documents,
    topics,
    runs,
    stepLocks,
    nextAttempts,
    modelCalls,
    modelBatches,
    modelLimits,
    modelBatchRuns,
    vectors,
    foundedDocuments,
    targetTopics,
    channelSets,
    learntCatalogues,
    mergeProposals,
    jobs,
    requestCounts,
    idempotencyKeys,
  ],
};
