import { describe, expect, onTestFinished, test } from 'vitest';
import { makeChannel, makeMessages } from '../../../test/support/telegram/make-channel.ts';
import { accountSettings, answersOf, openAccountForTest } from '../../../test/support/telegram-mtproto/log-in-for-test.ts';
import { MtprotoChannel } from '../../../test/support/telegram-mtproto/mtproto-world.ts';
import { startTelegramMtproto } from '../../../test/support/telegram-mtproto/start-telegram-mtproto.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { LivePage } from '../../ports/live-source.ts';

const aino = { userId: 700_000_007, phone: '358401234567', firstName: 'Aino', code: '24680' };
const target = { username: makeChannel().username, channelId: null };

async function open(channel = new MtprotoChannel(makeChannel({ messages: makeMessages(250, 5) }))) {
  const folder = temporaryFolder();
  const telegram = await startTelegramMtproto({ folder, accounts: [aino], channels: [channel] });
  const account = openAccountForTest(accountSettings(telegram.environment, folder));
  onTestFinished(async () => {
    await account.close();
    await telegram.close();
  });
  await account.logIn('code', answersOf(aino));
  telegram.requests.length = 0;
  const ids = () => channel.channel.messages.map(({ id }) => id);
  return { telegram, account, channel, ids, live: await account.openChannel(target) };
}

async function all(pages: AsyncIterable<LivePage>): Promise<LivePage[]> {
  const read: LivePage[] = [];
  for await (const page of pages) {
    read.push(page);
  }
  return read;
}

const idsOf = (pages: LivePage[]) => pages.flatMap(({ messages }) => messages.map(({ id }) => Number(id)));

describe('a history by way of an account', () => {
  test('is read downwards in pages of a hundred that answer for everything between them, and for nothing below the last', async () => {
    const { live, ids, telegram } = await open();
    const pages = await all(live.readOlder({ beforeId: null }));
    expect(idsOf(pages.toReversed())).toEqual(ids());
    expect(pages.map(({ messages, isLast }) => [messages.length, isLast])).toEqual([
      [100, false],
      [100, false],
      [ids().length - 200, true],
    ]);
    for (const [index, { covers, messages }] of pages.entries()) {
      const above = pages[index - 1]?.messages[0];
      expect(covers).toEqual({
        firstId: Number(messages[0]?.id),
        lastId: above ? Number(above.id) - 1 : Number.MAX_SAFE_INTEGER,
      });
    }
    expect(telegram.requests).toHaveLength(1 + pages.length);
  });

  test('is read upwards from a message, without asking above the newest that was seen', async () => {
    const { live, ids, telegram } = await open();
    const after = ids()[10] ?? 0;
    await all(takeOne(live.readOlder({ beforeId: null })));
    telegram.requests.length = 0;
    const pages = await all(live.readNewer({ afterId: after }));
    expect(idsOf(pages)).toEqual(ids().filter((id) => id > after));
    expect(telegram.requests).toHaveLength(Math.ceil((ids().length - 11) / 100));
    expect(pages[0]?.covers?.firstId).toBe(after + 1);
  });

  test('is read upwards to its end, too, when the newest message was not seen before', async () => {
    const { live, ids } = await open();
    const pages = await all(live.readNewer({ afterId: 0 }));
    expect(idsOf(pages)).toEqual(ids());
    expect(pages.at(-1)?.isLast).toBe(true);
  });

  test('is read in pages as small as the reader wants', async () => {
    const { live, ids } = await open();
    const [page] = await all(takeOne(live.readOlder({ beforeId: null }, { mostMessages: 7 })));
    expect(idsOf(page ? [page] : [])).toEqual(ids().slice(-7));
  });

  test('of a channel without messages has one page that answers for nothing', async () => {
    const { live } = await open(new MtprotoChannel(makeChannel()));
    expect(await all(live.readOlder({ beforeId: null }))).toMatchObject([{ messages: [], isLast: true, covers: null }]);
  });
});

test('a name is resolved once in the life of a session, and again when it leads nowhere any more', async () => {
  const { telegram, account, channel } = await open();
  const again = await account.openChannel({ ...target, channelId: channel.channel.id });
  expect(again.channel).toMatchObject({ channelId: channel.channel.id, title: channel.channel.title, kind: 'channel' });
  telegram.fail('channels.getChannels', { kind: 'error', code: 400, text: 'CHANNEL_INVALID' });
  await account.openChannel(target);
  expect(telegram.requests.map(({ method }) => method)).toEqual([
    'contacts.resolveUsername',
    'channels.getChannels',
    'channels.getChannels',
    'contacts.resolveUsername',
  ]);
});

test('a name that another channel has taken is not read as the one that was meant', async () => {
  const { account } = await open();
  await expect(account.openChannel({ ...target, channelId: '1600000000' })).rejects.toMatchObject({
    code: 'channel_missing',
    message: expect.stringContaining('1500000000'),
  });
});

test('an invitation that was not accepted, and one that is over, are told apart', async () => {
  const { account, telegram } = await open();
  const closed = new MtprotoChannel(makeChannel({ id: '1600000000', username: '' }), { invitation: 'AbCdEfGhIjKl' });
  closed.isOpen = false;
  telegram.world.channels.set(closed.id, closed);
  const by = (invitation: string) => account.openChannel({ username: null, channelId: null, invitation });
  await expect(by('AbCdEfGhIjKl')).rejects.toMatchObject({ code: 'channel_private' });
  await expect(by('MnOpQrStUvWx')).rejects.toMatchObject({ code: 'channel_missing' });
});

test('changes too many to be told are said to be', async () => {
  const { live, channel } = await open();
  const { state } = (await live.readChanges?.(null)) ?? expect.fail('no changes');
  channel.keptChanges = 2;
  for (const id of [10, 11, 12]) {
    channel.remove(id);
  }
  expect(await live.readChanges?.(state)).toMatchObject({ isTooLong: true, messages: [], deletedIds: [] });
});

async function* takeOne(pages: AsyncIterable<LivePage>): AsyncGenerator<LivePage> {
  for await (const page of pages) {
    yield page;
    return;
  }
}
