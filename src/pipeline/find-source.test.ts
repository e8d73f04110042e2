import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { findSource } from './find-source.ts';

async function storeWithSources() {
  const { sourceStore } = await openTemporaryDatabases();
  await sourceStore.add(
    { sourceId: 'garden', channelId: '1234567890', username: 'Night_Gardeners', title: 'Night gardeners' },
    '2026-01-01T00:00:00Z',
  );
  await sourceStore.add({ sourceId: '2222222222', channelId: '2222222222', title: 'Bakers' }, '2026-01-01T00:00:00Z');
  return sourceStore;
}

test.each([
  ['garden', 'garden'],
  ['@night_gardeners', 'garden'],
  ['Night_Gardeners', 'garden'],
  ['https://t.me/night_gardeners', 'garden'],
  ['https://t.me/s/night_gardeners', 'garden'],
  ['https://t.me/c/1234567890/5', 'garden'],
  ['1234567890', 'garden'],
  ['-1001234567890', 'garden'],
  ['2222222222', '2222222222'],
])('%s names one source', async (name, expected) => {
  expect((await findSource(await storeWithSources(), name)).sourceId).toBe(expected);
});

test('an unknown name is an error that lists the nearest ones', async () => {
  await expect(findSource(await storeWithSources(), 'gardne')).rejects.toMatchObject({
    code: 'source_unknown',
    hint: expect.stringMatching(/^Did you mean garden \(Night gardeners\)/),
  });
});

test('a source that one may not see is answered exactly like one that there is not', async () => {
  const store = await storeWithSources();
  const maySee = ({ sourceId }: { sourceId: string }) => sourceId !== 'garden';
  const refusalOf = async (name: string) => {
    const error = await findSource(store, name, maySee).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TgParserError);
    const { code, message, hint, details } = error as TgParserError;
    return { code, message: message.replace(name, 'NAME'), hint, details };
  };
  const missing = await refusalOf('nothing');
  expect(missing.hint).toContain('2222222222 (Bakers)');
  for (const name of ['garden', '@night_gardeners', 'https://t.me/c/1234567890/5', '-1001234567890']) {
    expect(await refusalOf(name)).toEqual(missing);
  }
  expect((await findSource(store, '2222222222', maySee)).title).toBe('Bakers');
});

test('a name that somebody else took as an id still finds the own channel of that name', async () => {
  const store = await storeWithSources();
  await store.add({ sourceId: 'night_gardeners', channelId: '3' }, '2026-01-01T00:00:00Z');
  const found = await findSource(store, 'night_gardeners', ({ channelId }) => channelId !== '3');
  expect(found.sourceId).toBe('garden');
});
