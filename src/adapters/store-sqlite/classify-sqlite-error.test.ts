import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { databasePaths, openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { channelId, collect, newMessage, noon } from '../../../test/contract/raw-messages.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { classifySqliteError } from './classify-sqlite-error.ts';

it.each([
  ['SQLITE_CORRUPT_INDEX', 'storage_corrupt', false],
  ['SQLITE_NOTADB', 'storage_corrupt', false],
  ['SQLITE_FULL', 'storage_full', false],
  ['ENOSPC', 'storage_full', false],
  ['SQLITE_READONLY_DIRECTORY', 'storage_read_only', false],
  ['SQLITE_CANTOPEN', 'storage_read_only', false],
  ['EROFS', 'storage_read_only', false],
  ['SQLITE_BUSY_SNAPSHOT', 'storage_busy', true],
  ['SQLITE_LOCKED', 'storage_busy', true],
  ['SQLITE_IOERR_WRITE', 'storage_failed', false],
])('%s becomes %s and names the file', (code, expected, retryable) => {
  const error = classifySqliteError('/data/raw.sqlite', Object.assign(new Error('reason'), { code }));
  expect(error).toMatchObject({ code: expected, retryable, message: expect.stringContaining('/data/raw.sqlite') });
  expect(error.hint).toBeTruthy();
});

it('leaves an error of ours as it is', () => {
  const error = new TgParserError('source_exists', 'taken');
  expect(classifySqliteError('/data/raw.sqlite', error)).toBe(error);
});

it('a damaged page in the middle of a file is named, whatever reads it', async () => {
  const folder = temporaryFolder();
  const { raw } = databasePaths(folder);
  const first = await openTemporaryDatabases(folder);
  const messages = Array.from({ length: 500 }, (_, index) => newMessage(index + 1, { record: { text: 'text '.repeat(200) } }));
  await first.rawStore.writeChunk(channelId, (chunk) => chunk.insert(messages, noon));
  await first.close();
  new Database(raw).pragma('wal_checkpoint(truncate)');

  const size = statSync(raw).size;
  const file = openSync(raw, 'r+');
  writeSync(file, Buffer.alloc(Math.floor(size / 2), 0xaa), 0, Math.floor(size / 2), Math.floor(size / 4));
  closeSync(file);
  const { rawStore } = await openTemporaryDatabases(folder);
  await expect(collect(rawStore.readAll(channelId, { pageSize: 100, withPayload: false }))).rejects.toMatchObject({
    code: 'storage_corrupt',
  });
  expect(statSync(raw).size).toBe(size);
});
