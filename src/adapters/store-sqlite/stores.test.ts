import { testDocumentStore } from '../../../test/contract/document-store.ts';
import { testDuplicates } from '../../../test/contract/duplicates.ts';
import { openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { testRawStore } from '../../../test/contract/raw-store.ts';
import { testRunStore } from '../../../test/contract/run-store.ts';
import { testSourceStore } from '../../../test/contract/source-store.ts';
import { testTopicStore } from '../../../test/contract/topic-store.ts';

testSourceStore('SQLite', async () => (await openTemporaryDatabases()).sourceStore);
testRawStore('SQLite', async () => (await openTemporaryDatabases()).rawStore);
testDocumentStore('SQLite', async () => (await openTemporaryDatabases()).documentStore);
testDuplicates('SQLite', async () => (await openTemporaryDatabases()).documentStore);
testTopicStore('SQLite', () => openTemporaryDatabases());
testRunStore('SQLite', async () => (await openTemporaryDatabases()).runStore);
