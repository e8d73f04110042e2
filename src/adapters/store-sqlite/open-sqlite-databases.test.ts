import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { databasePaths, openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { channelId, newMessage, noon } from '../../../test/contract/raw-messages.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { databaseNames } from '../../ports/databases.ts';

describe('opening databases', () => {
  it('touches nothing before something is asked for', async () => {
    const folder = join(temporaryFolder(), 'data');
    const { databases } = await openTemporaryDatabases(folder);
    for (const name of databaseNames) {
      expect(await databases.state(name)).toMatchObject({
        current: null,
        pending: expect.arrayContaining([expect.any(String)]),
      });
    }
    expect(existsSync(folder)).toBe(false);
  });

  it('creates a missing database at head, with its folder', async () => {
    const folder = join(temporaryFolder(), 'deep', 'data');
    const { rawStore, databases } = await openTemporaryDatabases(folder);
    expect(await rawStore.channelIds()).toEqual([]);
    const { current, head, pending } = await databases.state('raw');
    expect({ current, pending }).toEqual({ current: head, pending: [] });
    expect(existsSync(databasePaths(folder).processing)).toBe(false);
  });

  it('takes an empty file for a missing database', async () => {
    const folder = temporaryFolder();
    writeFileSync(databasePaths(folder).raw, '');
    const { rawStore } = await openTemporaryDatabases(folder);
    expect(await rawStore.channelIds()).toEqual([]);
  });

  it('waits for writers, keeps a log beside the file, and enforces references', async () => {
    const folder = temporaryFolder();
    const { sourceStore } = await openTemporaryDatabases(folder);
    const attempt = { startedAt: noon, finishedAt: noon, outcome: 'done', errorCode: null, messagesAdded: 0 } as const;
    await expect(sourceStore.recordAttempt({ sourceId: 'nobody', ...attempt })).rejects.toMatchObject({
      code: 'storage_failed',
    });
    const file = new Database(databasePaths(folder).ingestion, { readonly: true });
    expect(file.pragma('journal_mode', { simple: true })).toBe('wal');
    file.close();
  });

  it.each([
    ['text', 'this is no database, and it is longer than a header would be '.repeat(20)],
    ['a short text', 'hello'],
  ])('refuses %s that is no database, and leaves it as it is', async (_what, content) => {
    const folder = temporaryFolder();
    const { raw } = databasePaths(folder);
    writeFileSync(raw, content);
    const { rawStore, databases } = await openTemporaryDatabases(folder);
    const corrupt = { code: 'storage_corrupt', message: expect.stringContaining(raw), hint: expect.any(String) };
    await expect(rawStore.channelIds()).rejects.toMatchObject(corrupt);
    await expect(rawStore.writeChunk(channelId, (chunk) => chunk.insert([newMessage(1)], noon))).rejects.toMatchObject(corrupt);
    await expect(databases.upgrade('raw')).rejects.toMatchObject(corrupt);
    await expect(databases.state('raw')).rejects.toMatchObject(corrupt);
    expect(readFileSync(raw, 'utf8')).toBe(content);
  });

  it('names the file when its folder cannot be made', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'data'), 'a file where a folder is needed');
    const { rawStore } = await openTemporaryDatabases(join(folder, 'data'));
    await expect(rawStore.channelIds()).rejects.toMatchObject({
      code: 'storage_read_only',
      message: expect.stringContaining(databasePaths(join(folder, 'data')).raw),
    });
  });

  it.skipIf(process.getuid?.() === 0)('says that it may not write', async () => {
    const folder = join(temporaryFolder(), 'data');
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    const { rawStore } = await openTemporaryDatabases(folder);
    await expect(rawStore.channelIds()).rejects.toMatchObject({ code: 'storage_read_only' });
    chmodSync(folder, 0o700);
  });

  it('names the database that stays busy, and says that it may be tried again', async () => {
    const folder = temporaryFolder();
    const first = await openTemporaryDatabases(folder);
    const second = await openTemporaryDatabases(folder, { busyTimeoutMs: 150 });
    await second.rawStore.channelIds();
    await first.rawStore.writeChunk(channelId, async () => {
      await expect(second.rawStore.writeChunk(channelId, async () => {})).rejects.toMatchObject({
        code: 'storage_busy',
        retryable: true,
      });
    });
    await second.rawStore.writeChunk(channelId, (chunk) => chunk.insert([newMessage(1)], noon));
  });
});
