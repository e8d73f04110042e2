import { describe, expect, it } from 'vitest';
import type { LiveSchema, LiveTable } from '../../src/adapters/store-sql/migrations/live-schema.ts';
import type { Migration } from '../../src/adapters/store-sql/migrations/migration.ts';
import { migrationsByDatabase } from '../../src/adapters/store-sql/migrations/migrations-by-database.ts';
import type { SchemaHistory } from '../../src/adapters/store-sql/migrations/schema-history.ts';
import { type DatabaseName, databaseNames } from '../../src/ports/databases.ts';
import { syntheticMigrations } from './__fixtures__/synthetic-migrations.mjs';

/** An empty database of its own for one test, gone when the test ends. */
export interface HistoryDatabase {
  /** Opens it anew, as another process would. */
  open(migrations?: readonly Migration[]): SchemaHistory;
  /** Runs statements by hand, past everything of ours. */
  execute(sql: string): Promise<void>;
  /** All rows of a table, in any order. */
  rows(table: string): Promise<Record<string, unknown>[]>;
  schema(): Promise<LiveSchema>;
  /** What a killed process must not leave for ever: notes, half copies. */
  leftovers(): Promise<string[]>;
  /** Changes the schema in a process of its own. */
  start(request: SchemaChange): Promise<{ isKilled: boolean; exitCode: number | null; errors: string }>;
}

export interface SchemaChange {
  command: 'upgrade' | 'downgrade';
  revision: string;
  isSynthetic: boolean;
  /** The process kills itself before this statement; the first one is 1. */
  killAt: number | null;
}

export interface HistoryHarness {
  create(name: DatabaseName): Promise<HistoryDatabase>;
  /** Whether the engine makes a copy before it deletes. */
  hasBackups: boolean;
}

/** What the schema history of every engine must do. */
export function testSchemaHistory(engine: string, harness: HistoryHarness): void {
  const steps = databaseNames.flatMap((name) =>
    migrationsByDatabase[name].map((migration, index) => ({ name, migration, index })),
  );

  const ofProcessing = migrationsByDatabase.processing.map(({ name }) => name);
  /** The last migration of the processing database, and what takes its one change back. */
  const newest = { name: '0018_idempotency_keys', undo: 'drop table idempotency_keys' };

  describe(`${engine}: each migration`, () => {
    it.each(steps)(
      '$name $migration.name goes up, down and up again on a filled database',
      async ({ name, migration, index }) => {
        const database = await harness.create(name);
        const history = database.open();
        await history.upgrade({ revision: migration.name });
        expect(await problemsOf(history)).toEqual(migrationsByDatabase[name].slice(index + 1).map(() => 'pending'));
        const filled = await fill(database);

        const { losses } = await history.planDowngrade('-1');
        expect(losses.map(({ rows }) => rows)).toEqual(losses.map(({ table }) => filled.get(table)));
        const lost = new Set(losses.flatMap(({ table, column }) => (column === null ? [table] : [])));
        expect(await history.downgrade('-1')).toEqual([migration.name]);
        for (const table of await tablesOf(database)) {
          expect(await database.rows(table), table).toHaveLength(filled.get(table) ?? 0);
        }

        expect(await history.upgrade({ revision: migration.name })).toEqual([migration.name]);
        for (const table of await tablesOf(database)) {
          expect(await database.rows(table), table).toHaveLength(lost.has(table) ? 0 : (filled.get(table) ?? 0));
        }
        await history.upgrade();
        expect(await history.check()).toEqual([]);
      },
    );

    it.each(databaseNames)('%s ends alike whether its migrations run at once or one by one', async (name) => {
      const atOnce = await harness.create(name);
      await atOnce.open().upgrade();
      const oneByOne = await harness.create(name);
      for (const { name: revision } of migrationsByDatabase[name]) {
        expect(await oneByOne.open().upgrade({ revision })).toEqual([revision]);
      }
      expect(await oneByOne.schema()).toEqual(await atOnce.schema());
    });
  });

  describe(`${engine}: a history with every kind of step`, () => {
    it('goes up, down to a name, down by steps and to base', async () => {
      const database = await harness.create('raw');
      const history = database.open(syntheticMigrations);
      const names = syntheticMigrations.map((migration) => migration.name);
      expect(await history.upgrade()).toEqual(names);
      expect(await history.downgrade('0002')).toEqual(['0003_notes']);
      expect(await history.upgrade({ revision: '3' })).toEqual(['0003_notes']);
      expect(await history.downgrade('-2')).toEqual(['0003_notes', '0002_marks']);
      expect((await history.state()).current).toBe('0001_items');
      expect(await history.upgrade()).toEqual(['0002_marks', '0003_notes']);
      expect(await history.check()).toEqual([]);
      expect(await history.downgrade('base')).toEqual(names.toReversed());
      expect(await history.downgrade('base')).toEqual([]);
      expect((await history.state()).condition).toBe('empty');
      expect((await database.schema()).tables).toEqual([]);
      expect(await database.leftovers()).toEqual([]);
    });

    it('is copied before something is deleted, and only then', async () => {
      const history = (await harness.create('raw')).open(syntheticMigrations);
      const backups: string[] = [];
      const observer = { onBackup: ({ path }: { path: string }) => backups.push(path) };
      await history.upgrade({ revision: '2', observer });
      expect(backups).toEqual([]);
      await history.upgrade({ observer });
      await history.downgrade('base', { observer });
      expect(backups).toEqual(
        harness.hasBackups
          ? [expect.stringContaining('before-0003_notes.1'), expect.stringContaining('before-0003_notes.2')]
          : [],
      );
    });

    it('stops waiting for others on request, and leaves everything as it is', async () => {
      const database = await harness.create('raw');
      const [first, second, third] = syntheticMigrations;
      let finish = () => {};
      let isBegun = false;
      const held: Migration = {
        ...first,
        async up(kysely, types) {
          isBegun = true;
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          await first.up(kysely, types);
        },
      };
      const working = database.open([held, second, third]).upgrade({ revision: '1' });
      await expect.poll(() => isBegun, { interval: 5 }).toBe(true);
      const waiting = database.open(syntheticMigrations);
      const controller = new AbortController();
      const stopped = waiting.upgrade({ signal: controller.signal });
      setTimeout(() => controller.abort(), 100);
      await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
      await expect(waiting.upgrade({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'interrupted' });
      finish();
      // Its checksum is worked out by running it once more.
      const finishing = setInterval(() => finish(), 5);
      expect(await working).toEqual([held.name]);
      clearInterval(finishing);
    });

    it('refuses a revision that is none, naming those that are', async () => {
      const history = (await harness.create('raw')).open(syntheticMigrations);
      await history.upgrade({ revision: '1' });
      const refusal = { code: 'usage_invalid', hint: expect.stringContaining('0002_marks') };
      await expect(history.upgrade({ revision: '0009' })).rejects.toMatchObject(refusal);
      await expect(history.downgrade('000')).rejects.toMatchObject(refusal);
      await expect(history.downgrade('-2')).rejects.toMatchObject({ code: 'usage_invalid' });
      expect((await history.state()).current).toBe('0001_items');
    });

    it('has nothing of a step that throws half-way, and goes on once it is mended', async () => {
      const database = await harness.create('raw');
      const [first, second, third] = syntheticMigrations;
      const failing: Migration = {
        ...third,
        async up(kysely, types) {
          await third.up(kysely, types);
          throw new Error('out of luck');
        },
      };
      const broken = database.open([first, second, failing]);
      await expect(broken.upgrade()).rejects.toMatchObject({
        code: 'migration_failed',
        message: expect.stringMatching(/0003_notes failed: out of luck/),
      });
      expect(await database.open(syntheticMigrations).check()).toEqual([expect.objectContaining({ kind: 'pending' })]);
      expect(await database.leftovers()).toEqual([]);
      expect(await database.open(syntheticMigrations).upgrade()).toEqual(['0003_notes']);
    });

    it('finishes a step without a transaction that threw half-way, in either direction', async () => {
      const database = await harness.create('raw');
      const [first, second, third] = syntheticMigrations;
      const stop = async () => {
        throw new Error('out of luck');
      };
      const broken = database.open([first, { ...second, up: async (...words) => second.up(...words).then(stop) }, third]);
      await expect(broken.upgrade()).rejects.toMatchObject({ code: 'migration_failed' });
      const history = database.open(syntheticMigrations);
      expect(await history.state()).toMatchObject({ condition: 'interrupted', current: '0001_items' });
      expect((await history.history())[1]).toMatchObject({ status: 'started' });
      await expect(history.requireHead()).rejects.toMatchObject({ code: 'schema_outdated' });
      expect(await history.upgrade()).toEqual(['0002_marks', '0003_notes']);
      expect(await history.check()).toEqual([]);

      await history.downgrade('-1');
      const stuck = database.open([first, { ...second, down: stop }, third]);
      await expect(stuck.downgrade('-1')).rejects.toMatchObject({ code: 'migration_failed' });
      expect((await history.state()).condition).toBe('interrupted');
      expect(await history.downgrade('-1')).toEqual(['0002_marks']);
      expect((await history.state()).current).toBe('0001_items');
    });
  });

  describe(`${engine}: check`, () => {
    it.each([
      ['drop index documents_by_ref', ['table documents, index documents_by_ref: missing']],
      ['create index extra on runs (step)', ['table runs, index extra: not expected']],
      [
        'drop index topics_by_channel; create unique index topics_by_channel on topics (topic_id, channel_id desc)',
        [
          'table topics, index topics_by_channel, columns: topic_id, channel_id desc, expected channel_id, topic_id',
          'table topics, index topics_by_channel, uniqueness: unique, expected not unique',
        ],
      ],
      [
        'drop index documents_that_repeat; create index documents_that_repeat on documents (channel_id, source_ref, duplicate_of)',
        [
          expect.stringMatching(
            /^table documents, index documents_that_repeat, condition: none, expected .*duplicate_of is not null/,
          ),
        ],
      ],
      ['alter table documents add column extra integer', ['table documents, column extra: not expected']],
      ['alter table failures drop column message', ['table failures, column message: missing']],
      [
        "alter table failures drop column attempts; alter table failures add column attempts text default '0'",
        [
          expect.stringMatching(/^table failures, column attempts, default: .*0.*, expected none$/),
          'table failures, column attempts, nullability: nullable, expected not null',
          'table failures, column attempts, type: text, expected integer',
        ],
      ],
      [
        'alter table runs add column extra integer check (extra > 0)',
        [expect.stringMatching(/^table runs, check .*extra > 0.*: not expected$/), 'table runs, column extra: not expected'],
      ],
      ['drop table topic_versions', ['table topic_versions: missing']],
      ['create table extra (id integer)', ['table extra: not expected']],
      ['create view extra as select 1 as one', ['view extra: not expected']],
    ])('names what "%s" changed', async (change, lines) => {
      const database = await harness.create('processing');
      const history = database.open();
      await history.upgrade();
      await database.execute(change);
      expect(await history.check()).toEqual(lines.map((message) => ({ kind: 'difference', migration: null, message })));
    });

    it('names a reference, a key and a unique column that are not as they should be', async () => {
      const database = await harness.create('ingestion');
      const history = database.open();
      await history.upgrade();
      const { tables } = await database.schema();
      const type = tables.find(({ name }) => name === 'sources')?.columns.find(({ name }) => name === 'source_id')?.type;
      await database.execute(`drop table source_names;
        create table source_names (source_id ${type} not null references sources (source_id), attribute ${type} not null,
          position integer not null unique, value text not null, first_seen_at text not null,
          primary key (source_id, position, attribute))`);
      const messages = (await history.check()).map(({ message }) => message);
      expect(messages).toEqual(
        expect.arrayContaining([
          'table source_names, foreign key (source_id) references sources (source_id) on delete cascade on update no action: missing',
          'table source_names, primary key (source_id, attribute, position): missing',
          'table source_names, primary key (source_id, position, attribute): not expected',
          'table source_names, unique (position): not expected',
        ]),
      );
    });

    it.each([
      [
        "update schema_version set checksum = 'sha256:other' where name = '0001_documents'",
        'edited',
        ['edited'],
        '0001_documents',
      ],
      ["delete from schema_version where name = '0002_topics'", 'outdated', ['missing_row'], '0002_topics'],
      [`delete from schema_version where name = '${newest.name}'`, 'outdated', ['missing_row'], newest.name],
      [newest.undo, 'at_head', ['unfounded_row'], newest.name],
      ["insert into schema_version values ('9999_x', 'sha256:x', '2030-01-01T00:00:00Z')", 'newer', ['unknown'], '9999_x'],
      ["update schema_version set checksum = 'started' where name = '0003_runs'", 'interrupted', ['interrupted'], '0003_runs'],
      ['delete from schema_version', 'without_history', ofProcessing.map(() => 'missing_row'), '0001_documents'],
      [
        'drop table schema_version; create table other (id integer)',
        'without_history',
        ['without_history', 'difference'],
        null,
      ],
    ])('recognises a history after "%s"', async (change, condition, kinds, migration) => {
      const database = await harness.create('processing');
      const history = database.open();
      await history.upgrade();
      await database.execute(change);
      expect((await history.state()).condition).toBe(condition);
      expect(await problemsOf(history)).toEqual(kinds);
      expect((await history.check())[0]).toMatchObject({ migration });
    });

    it('calls a database of somebody else by its name', async () => {
      const database = await harness.create('processing');
      await database.execute('create table other (id integer)');
      const history = database.open();
      expect((await history.state()).condition).toBe('without_history');
      expect(await history.check()).toEqual([expect.objectContaining({ kind: 'without_history' })]);
      await expect(history.upgrade()).rejects.toMatchObject({ code: 'schema_unknown' });
      await expect(history.downgrade('base')).rejects.toMatchObject({ code: 'schema_unknown' });
    });
  });

  describe(`${engine}: stamp`, () => {
    it('writes the missing rows and changes no table', async () => {
      const database = await harness.create('processing');
      const history = database.open();
      await history.upgrade();
      const before = await database.schema();
      await database.execute("delete from schema_version where name <> '0001_documents'");
      expect(await history.planStamp('head')).toMatchObject({
        written: ofProcessing.slice(1),
        deleted: [],
        differences: [],
      });
      await history.stamp('head');
      expect(await history.check()).toEqual([]);
      expect(await database.schema()).toEqual(before);
    });

    it('says what does not fit, and takes rows away', async () => {
      const database = await harness.create('processing');
      const history = database.open();
      await history.upgrade();
      expect(await history.planStamp('2')).toMatchObject({
        written: [],
        deleted: ofProcessing.slice(2),
        differences: expect.arrayContaining(['table runs: not expected']),
      });
      await history.stamp('2');
      expect(await problemsOf(history)).toEqual(ofProcessing.slice(2).map(() => 'missing_row'));
    });

    it('refuses to call an empty database anything but empty', async () => {
      const history = (await harness.create('processing')).open();
      await expect(history.stamp('head')).rejects.toMatchObject({ code: 'usage_invalid' });
      expect((await history.state()).condition).toBe('empty');
    });
  });
}

async function problemsOf(history: SchemaHistory): Promise<string[]> {
  return (await history.check()).map(({ kind }) => kind);
}

async function tablesOf(database: HistoryDatabase): Promise<string[]> {
  return (await database.schema()).tables.map(({ name }) => name);
}

/** Puts two rows into every table. @returns how many rows each has */
async function fill(database: HistoryDatabase): Promise<Map<string, number>> {
  const waiting = [...(await database.schema()).tables];
  const filled = new Map<string, number>();
  while (waiting.length > 0) {
    // Tables that others refer to come first.
    const position = waiting.findIndex((table) => referredBy(table).every((other) => filled.has(other)));
    const [table] = waiting.splice(position, 1);
    if (table === undefined) {
      break;
    }
    for (const number of [1, 2]) {
      const names = table.columns.map(({ name }) => name).join(', ');
      const values = table.columns.map(({ type }) => sampleValue(type, number)).join(', ');
      await database.execute(`insert into ${table.name} (${names}) values (${values})`);
    }
    filled.set(table.name, (await database.rows(table.name)).length);
  }
  return filled;
}

function referredBy({ constraints }: LiveTable): string[] {
  return constraints.flatMap((constraint) => (constraint.kind === 'foreign key' ? [constraint.table] : []));
}

/** Rows of one number fit each other in all tables. */
function sampleValue(type: string, number: number): string {
  if (/bool/.test(type)) {
    return 'true';
  }
  if (/int|real|double|numeric/.test(type)) {
    return String(number);
  }
  return /time/.test(type) ? `'2024-05-0${number}T00:00:00Z'` : /json/.test(type) ? "'{}'" : `'v${number}'`;
}
