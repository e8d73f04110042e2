import { postgresHistoryHarness } from '../../../test/contract/postgres-history-harness.ts';
import { testSchemaHistory } from '../../../test/contract/schema-history.ts';

testSchemaHistory('PostgreSQL', postgresHistoryHarness);
