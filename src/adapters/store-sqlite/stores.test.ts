import { onTestFinished } from 'vitest';
import { testChannelSetStore } from '../../../test/contract/channel-set-store.ts';
import { testDocumentStore } from '../../../test/contract/document-store.ts';
import { testDuplicates } from '../../../test/contract/duplicates.ts';
import { testIdempotencyStore } from '../../../test/contract/idempotency-store.ts';
import { testJobQueue } from '../../../test/contract/job-queue.ts';
import { testMergeProposalStore } from '../../../test/contract/merge-proposal-store.ts';
import { testModelBatchStore } from '../../../test/contract/model-batch-store.ts';
import { testModelCallStore } from '../../../test/contract/model-call-store.ts';
import { testModelLimitStore } from '../../../test/contract/model-limit-store.ts';
import { databasePaths, openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { testRawStore } from '../../../test/contract/raw-store.ts';
import { testRequestCountStore } from '../../../test/contract/request-count-store.ts';
import { testRunStore } from '../../../test/contract/run-store.ts';
import { testScheduleStore } from '../../../test/contract/schedule-store.ts';
import { testSourceStore } from '../../../test/contract/source-store.ts';
import { testStepLocks } from '../../../test/contract/step-locks.ts';
import { testTargetStore } from '../../../test/contract/target-store.ts';
import { testTopicStore } from '../../../test/contract/topic-store.ts';
import { testUserStore } from '../../../test/contract/user-store.ts';
import { testVectorStore } from '../../../test/contract/vector-store.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { createJobQueue } from '../store-sql/job-queue/job-queue.ts';
import { createModelLimitStore } from '../store-sql/model-limit-store/model-limit-store.ts';
import { createStepLocks } from '../store-sql/step-locks/step-locks.ts';
import { openSqliteDatabases } from './open-sqlite-databases.ts';

testSourceStore('SQLite', async () => (await openTemporaryDatabases()).sourceStore);
testScheduleStore('SQLite', async () => (await openTemporaryDatabases()).scheduleStore);
testUserStore('SQLite', async () => (await openTemporaryDatabases()).userStore);
testRawStore('SQLite', async () => (await openTemporaryDatabases()).rawStore);
testDocumentStore('SQLite', async () => (await openTemporaryDatabases()).documentStore);
testDuplicates('SQLite', async () => (await openTemporaryDatabases()).documentStore);
testTopicStore('SQLite', () => openTemporaryDatabases());
testChannelSetStore('SQLite', async () => (await openTemporaryDatabases()).channelSetStore);
testTargetStore('SQLite', async () => (await openTemporaryDatabases()).targetStore);
testMergeProposalStore('SQLite', async () => (await openTemporaryDatabases()).mergeProposalStore);
testIdempotencyStore('SQLite', async () => (await openTemporaryDatabases()).idempotencyStore);
testRequestCountStore('SQLite', async () => (await openTemporaryDatabases()).requestCountStore);
testRunStore('SQLite', async () => (await openTemporaryDatabases()).runStore);
testStepLocks('SQLite', async () => {
  const set = openSqliteDatabases({ paths: databasePaths(temporaryFolder()) });
  onTestFinished(async () => {
    await set.processing.close();
    await set.raw.close();
  });
  return (observer) => createStepLocks(set, observer);
});
testJobQueue('SQLite', async () => {
  const set = openSqliteDatabases({ paths: databasePaths(temporaryFolder()) });
  onTestFinished(() => set.processing.close());
  return (worker) => createJobQueue(set.processing, worker);
});
testModelCallStore('SQLite', async () => (await openTemporaryDatabases()).modelCallStore);
testModelBatchStore('SQLite', async () => (await openTemporaryDatabases()).modelBatchStore);
testVectorStore('SQLite', async () => (await openTemporaryDatabases()).vectorStore);
testModelLimitStore('SQLite', async () => {
  const paths = databasePaths(temporaryFolder());
  return () => {
    const set = openSqliteDatabases({ paths });
    onTestFinished(() => set.processing.close());
    return createModelLimitStore(set.processing);
  };
});
