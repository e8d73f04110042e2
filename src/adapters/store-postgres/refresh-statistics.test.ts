import { expect, it } from 'vitest';
import { openTemporaryPostgres } from '../../../test/contract/open-temporary-postgres.ts';
import { channelId, newMessage, noon } from '../../../test/contract/raw-messages.ts';
import { runSql } from '../../../test/support/temporary-postgres.ts';

it('the server knows how large a table is soon after it was filled, and is not asked to count after every write', async () => {
  const { rawStore, url } = await openTemporaryPostgres();
  const write = (from: number) =>
    rawStore.writeChunk(channelId, (chunk) =>
      chunk.insert(
        Array.from({ length: 400 }, (_, index) => newMessage(from + index)),
        noon,
      ),
    );
  const known = async () => {
    const [row] = await runSql<{ reltuples: number }>(
      url,
      `select reltuples from pg_class where oid = 'raw.messages'::regclass`,
    );
    return row?.reltuples;
  };
  await write(1);
  expect(await known()).toBe(-1);
  await write(1001);
  expect(await known()).toBe(800);
  await write(2001);
  expect(await known()).toBe(800);
  await write(3001);
  await write(4001);
  expect(await known()).toBe(2000);
});
