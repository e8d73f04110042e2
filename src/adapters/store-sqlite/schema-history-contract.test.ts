import { testSchemaHistory } from '../../../test/contract/schema-history.ts';
import { sqliteHistoryHarness } from '../../../test/contract/sqlite-history-harness.ts';

testSchemaHistory('SQLite', sqliteHistoryHarness);
