import { describe, expect, it } from 'vitest';
import { fillDatabases, inDatabase, message, readRows, run, writeRows } from '../../../../test/contract/fill-databases.ts';
import { channelId } from '../../../../test/contract/raw-messages.ts';
import { emptyDatabases, enginePairs, upgradeAll } from '../../../../test/contract/transfer-ends.ts';
import type { CopiedTable } from '../../../ports/database-copy.ts';
import { databaseNames, type EngineName } from '../../../ports/databases.ts';
import type { DatabaseSet } from '../open-stores.ts';
import { openCopy } from './open-copy.ts';

const control = { signal: new AbortController().signal, onProgress: () => {} };
const options = { isVerified: true, ...control };
const clock = { now: () => new Date('2024-05-02T00:00:00Z') };

describe.each(enginePairs)('copying %s to %s', (from, to) => {
  it('makes the target equal, and a second run copies nothing', async () => {
    const { source, target, copying } = await prepare(from, to);
    for (const name of databaseNames) {
      const copy = await copying.copy(name, options);
      expect(copy.comparison?.isEqual).toBe(true);
      expect(await readRows(target, name)).toEqual(await readRows(source, name));
      expect(await target[name].history.check()).toEqual([]);

      expect(await copying.obstacle(name, control)).toBeNull();
      const second = await copying.copy(name, options);
      expect(changesOf(second.tables)).toEqual({ added: 0, changed: 0, removed: 0 });
      expect(second.tables.map(({ checksum }) => checksum)).toEqual(copy.tables.map(({ checksum }) => checksum));
    }
  });

  it('follows rows that are new, changed, gone and swapped', async () => {
    const { source, target, copying } = await prepare(from, to);
    await copying.copy('raw', options);
    await copying.copy('processing', options);
    await writeRows(source, 'raw', { messages: [message(1000)] });
    await inDatabase(source, 'raw', async (database) => {
      await database.deleteFrom('messages').where('message_id', 'in', [2, 3, 300]).execute();
      await database.updateTable('messages').set({ author_id: 'changed' }).where('message_id', '=', 5).execute();
    });
    await inDatabase(source, 'processing', async (database) => {
      await database.deleteFrom('topics').where('topic_id', '=', 'topic-7').execute();
      await database.deleteFrom('runs').where('run_id', 'in', ['run-1', 'run-2']).execute();
    });
    await writeRows(source, 'processing', { runs: [run(1, 2), run(2, 1)] });

    const raw = await copying.copy('raw', options);
    expect(raw.tables.find(({ table }) => table === 'messages')).toMatchObject({ added: 1, changed: 1, removed: 3 });
    const processing = await copying.copy('processing', options);
    expect(processing.tables.find(({ table }) => table === 'topics')).toMatchObject({ added: 0, changed: 0, removed: 1 });
    for (const { comparison } of [raw, processing]) {
      expect(comparison?.isEqual).toBe(true);
    }
    for (const name of ['raw', 'processing'] as const) {
      expect(await readRows(target, name)).toEqual(await readRows(source, name));
    }
  });

  it('finds a changed value, a missing row and an extra row', async () => {
    const { target, copying } = await prepare(from, to);
    await copying.copy('raw', options);
    await inDatabase(target, 'raw', async (database) => {
      await database
        .updateTable('messages')
        .set({ has_text: true, forum_topic_title: 'x' })
        .where('message_id', '=', 6)
        .execute();
      await database.deleteFrom('message_versions').where('message_id', '=', 9).execute();
      await database.insertInto('channels').values({ channel_id: '1', last_sequence: 0 }).execute();
    });
    const { isEqual, tables } = await copying.compare('raw', control);
    expect(isEqual).toBe(false);
    const differing = Object.fromEntries(tables.filter(({ first }) => first !== null).map((table) => [table.table, table]));
    expect(differing).toMatchObject({
      messages: { changed: 1, first: { kind: 'changed', key: { message_id: 6 }, column: 'forum_topic_title' } },
      message_versions: { missing: 1, first: { kind: 'missing', key: { message_id: 9, channel_id: channelId } } },
      channels: { extra: 1, first: { kind: 'extra', key: { channel_id: '1' } } },
    });
    expect(await copying.obstacle('raw', control)).toMatch(
      /was changed after the copy of 2024-05-02T00:00:00Z: table channels .* extra/,
    );
  });

  it('is the state of the source at its beginning, whatever is written meanwhile', async () => {
    const { source, target, copying } = await prepare(from, to, 2000);
    const before = await readRows(source, 'raw');
    let writing: Promise<void> | undefined;
    const onProgress = () => {
      // The last rows in the order of the keys.
      writing ??= inDatabase(source, 'raw', async (database) => {
        await database.deleteFrom('messages').where('message_id', '>', 1900).execute();
        await database.insertInto('messages').values(message(3001)).execute();
      });
    };
    const copy = await copying.copy('raw', { ...options, onProgress });
    await writing;
    expect(copy.comparison?.isEqual).toBe(true);
    expect(await readRows(target, 'raw')).toEqual(before);

    const { tables } = await copying.copy('raw', options);
    expect(tables.find(({ table }) => table === 'messages')).toMatchObject({ added: 1, removed: 100 });
    expect(await readRows(target, 'raw')).toEqual(await readRows(source, 'raw'));
  });

  it('refuses a target with rows of its own, and one that another source filled', async () => {
    const { source, target, copying } = await prepare(from, to);
    await upgradeAll(target);
    await writeRows(target, 'raw', { channels: [{ channel_id: '1', last_sequence: 0 }] });
    expect(await copying.obstacle('raw', control)).toMatch(/holds 1 row that no copy brought/);
    expect(await copying.obstacle('ingestion', control)).toBeNull();
    await copying.copy('raw', options);
    expect(await copying.obstacle('raw', control)).toBeNull();

    const other = await upgradeAll((await emptyDatabases(from))());
    expect(await openCopy({ source: other, target, clock }).obstacle('raw', control)).toMatch(/rows that were copied from/);
    expect(await readRows(target, 'raw')).toEqual(await readRows(source, 'raw'));
  });

  it('two copies to one target at once do no harm', async () => {
    const { source, target, copying } = await prepare(from, to, 2000);
    const other = openCopy({ source, target, clock });
    const both = await Promise.all([
      copying.copy('raw', { ...options, isVerified: false }),
      other.copy('raw', { ...options, isVerified: false }),
    ]);
    expect(both).toHaveLength(2);
    expect(await readRows(target, 'raw')).toEqual(await readRows(source, 'raw'));
    expect(await copying.obstacle('raw', control)).toBeNull();
  });

  it('plans without touching anything', async () => {
    const { target, copying } = await prepare(from, to);
    const plan = await copying.plan('raw', control);
    expect(plan).toMatchObject({ migrations: ['0001_messages', '0002_vanished', '0003_author_names'], obstacle: null });
    expect(plan.tables).toContainEqual({ table: 'messages', sourceRows: 300, targetRows: 0 });
    const { tables } = await copying.plan('processing', control);
    expect(tables).toContainEqual({ table: 'channel_sets', sourceRows: 9, targetRows: 0 });
    expect(plan.estimatedBytes).toBeGreaterThan(50_000);
    expect((await target.raw.history.state()).condition).toBe('empty');
  });

  it('goes on where it was stopped', async () => {
    const { source, target, copying } = await prepare(from, to, 2000);
    const controller = new AbortController();
    const onProgress = ({ done }: { done: number }) => {
      if (done > 1500) {
        // As a signal does it, which is heard only when the copy lets others have their turn.
        setImmediate(() => controller.abort());
      }
    };
    await expect(copying.copy('raw', { ...options, signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: 'interrupted',
    });
    const stopped = await copying.compare('raw', control);
    expect(stopped.isEqual).toBe(false);
    expect(await copying.obstacle('raw', control)).toBeNull();
    const rest = await copying.copy('raw', options);
    expect(rest.tables.reduce((sum, { added }) => sum + added, 0)).toBeLessThan(3000);
    expect(await readRows(target, 'raw')).toEqual(await readRows(source, 'raw'));
  });
});

async function prepare(from: EngineName, to: EngineName, count?: number) {
  const source: DatabaseSet = await upgradeAll((await emptyDatabases(from))());
  await fillDatabases(source, count);
  const target: DatabaseSet = (await emptyDatabases(to))();
  return { source, target, copying: openCopy({ source, target, clock }) };
}

function changesOf(tables: readonly CopiedTable[]) {
  const sum = (count: 'added' | 'changed' | 'removed') => tables.reduce((total, table) => total + table[count], 0);
  return { added: sum('added'), changed: sum('changed'), removed: sum('removed') };
}
