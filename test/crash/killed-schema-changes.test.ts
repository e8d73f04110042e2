import { testKilledSchemaChanges } from '../contract/killed-schema-changes.ts';
import { postgresHistoryHarness } from '../contract/postgres-history-harness.ts';
import { sqliteHistoryHarness } from '../contract/sqlite-history-harness.ts';

/** `npm run test:crash` kills at every statement, `npm test` at some. */
const stride = process.env.CRASH_KILLS === undefined ? 40 : 1;

testKilledSchemaChanges('SQLite', sqliteHistoryHarness, stride);
testKilledSchemaChanges('PostgreSQL', postgresHistoryHarness, stride);
