import { testChannelSetStore } from '../../../test/contract/channel-set-store.ts';
import { testDocumentStore } from '../../../test/contract/document-store.ts';
import { testDuplicates } from '../../../test/contract/duplicates.ts';
import { testJobQueue } from '../../../test/contract/job-queue.ts';
import { testMergeProposalStore } from '../../../test/contract/merge-proposal-store.ts';
import { testModelBatchStore } from '../../../test/contract/model-batch-store.ts';
import { testModelCallStore } from '../../../test/contract/model-call-store.ts';
import { testModelLimitStore } from '../../../test/contract/model-limit-store.ts';
import { openTemporaryPostgres } from '../../../test/contract/open-temporary-postgres.ts';
import { testRawStore } from '../../../test/contract/raw-store.ts';
import { testRequestCountStore } from '../../../test/contract/request-count-store.ts';
import { testRunStore } from '../../../test/contract/run-store.ts';
import { testSourceStore } from '../../../test/contract/source-store.ts';
import { testStepLocks } from '../../../test/contract/step-locks.ts';
import { testTargetStore } from '../../../test/contract/target-store.ts';
import { testTopicStore } from '../../../test/contract/topic-store.ts';
import { testUserStore } from '../../../test/contract/user-store.ts';
import { testVectorStore } from '../../../test/contract/vector-store.ts';
import { createJobQueue } from '../store-sql/job-queue/job-queue.ts';
import { createModelLimitStore } from '../store-sql/model-limit-store/model-limit-store.ts';
import { createStepLocks } from '../store-sql/step-locks/step-locks.ts';

testSourceStore('PostgreSQL', async () => (await openTemporaryPostgres()).sourceStore);
testUserStore('PostgreSQL', async () => (await openTemporaryPostgres()).userStore);
testRawStore('PostgreSQL', async () => (await openTemporaryPostgres()).rawStore);
testDocumentStore('PostgreSQL', async () => (await openTemporaryPostgres()).documentStore);
testDuplicates('PostgreSQL', async () => (await openTemporaryPostgres()).documentStore);
testTopicStore('PostgreSQL', () => openTemporaryPostgres());
testChannelSetStore('PostgreSQL', async () => (await openTemporaryPostgres()).channelSetStore);
testTargetStore('PostgreSQL', async () => (await openTemporaryPostgres()).targetStore);
testMergeProposalStore('PostgreSQL', async () => (await openTemporaryPostgres()).mergeProposalStore);
testRequestCountStore('PostgreSQL', async () => (await openTemporaryPostgres()).requestCountStore);
testRunStore('PostgreSQL', async () => (await openTemporaryPostgres()).runStore);
testStepLocks('PostgreSQL', async () => {
  const { set } = await openTemporaryPostgres();
  return (observer) => createStepLocks(set, observer);
});
testJobQueue('PostgreSQL', async () => {
  const { set } = await openTemporaryPostgres();
  return (worker) => createJobQueue(set.processing, worker);
});
testModelCallStore('PostgreSQL', async () => (await openTemporaryPostgres()).modelCallStore);
testModelBatchStore('PostgreSQL', async () => (await openTemporaryPostgres()).modelBatchStore);
testVectorStore('PostgreSQL', async () => (await openTemporaryPostgres()).vectorStore);
testModelLimitStore('PostgreSQL', async () => {
  const { set } = await openTemporaryPostgres();
  return () => createModelLimitStore(set.processing);
});
