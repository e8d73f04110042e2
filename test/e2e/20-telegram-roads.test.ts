import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RawMessage } from '../../src/domain/raw-message.ts';
import { runWithSettings } from '../support/run-with-settings.ts';
import { makeChannel, makeMessages } from '../support/telegram/make-channel.ts';
import { openRoad, type RoadName } from '../support/telegram/open-road.ts';
import type { TelegramMessage } from '../support/telegram/telegram-messages.ts';
import { MtprotoChannel } from '../support/telegram-mtproto/mtproto-world.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const { id: channelId, username } = makeChannel();

const news = (messages: TelegramMessage[]) => new MtprotoChannel(makeChannel({ messages }));

interface Opening {
  engine: string;
  road: RoadName;
  messages?: TelegramMessage[];
  channel?: MtprotoChannel;
}

async function open({ engine, road: name, messages = makeMessages(130, 5), channel }: Opening) {
  const folder = temporaryFolder();
  const dataFolder = join(folder, 'data');
  const road = await openRoad(name, { messages, dataFolder, channel });
  const settings = {
    ...road.settings,
    RETRY_BACKOFF_BASE: '0.1',
    ...(engine === 'PostgreSQL' ? { DATABASE_URL: await temporaryPostgres() } : {}),
  };
  const program = async (...words: string[]) => {
    const before = road.positions.length;
    const { exitCode, stdout, stderr } = await runWithSettings(words, { dataFolder, settings });
    expect(exitCode, stderr + stdout).toBe(0);
    return { report: JSON.parse(stdout), requests: road.positions.length - before };
  };
  await program('init');
  return {
    road,
    program,
    ingest: (...words: string[]) => program('ingest', '--source', `@${username}`, '--via', name, ...words),
    /** Everything that is stored, as the export of level raw writes it. */
    async stored(): Promise<RawMessage[]> {
      const out = join(folder, 'raw');
      await program('export', '--channel', channelId, '--level', 'raw', '--out', out);
      const lines = readFileSync(join(out, 'raw_messages.ndjson'), 'utf8').trimEnd().split('\n');
      return lines.map((line) => JSON.parse(line));
    },
  };
}

const idsOf = (messages: readonly { id: number | string }[]) =>
  messages.map(({ id }) => Number(id)).sort((left, right) => left - right);

const texts = (messages: readonly TelegramMessage[]) =>
  messages.filter(({ action, groupedId, text }) => action === undefined && groupedId === undefined && text !== '');

const roads: RoadName[] = ['web', 'mtproto'];
const engines = ['SQLite', 'PostgreSQL'];
const ways = roads.flatMap((road) => engines.map((engine) => ({ road, engine })));

describe.each(ways)('by way of $road on $engine', (way) => {
  test('after a limited first run the rest follows, then what is new, with at most two requests', async () => {
    const { ingest, stored, road } = await open(way);
    expect((await ingest('--limit', '45')).report).toMatchObject({ added: 45, limited: true });
    expect((await ingest()).report).toMatchObject({ limited: false, backfilled: true });
    expect(idsOf(await stored())).toEqual(idsOf(road.messages()));
    const nothing = await ingest();
    expect(nothing.report.outcome).toBe('nothing_to_do');
    expect(nothing.requests).toBeLessThanOrEqual(2);
    const last = road.messages().at(-1) as TelegramMessage;
    road.post({ id: last.id + 3, date: last.date + 60, text: 'Late ferry', entities: [] });
    const third = await ingest();
    expect([third.report.added, third.requests <= 2]).toEqual([1, true]);
    expect((await stored()).at(-1)?.text).toBe('Late ferry');
  });

  test('a snapshot sees what was edited and deleted far back, and removes nothing', async () => {
    const { ingest, program, stored, road } = await open(way);
    await ingest();
    const [first, second] = texts(road.messages());
    const total = road.messages().length;
    road.edit(first?.id ?? 0, 'Somebody wrote this anew');
    road.remove(second?.id ?? 0);
    expect((await ingest('--mode', 'snapshot')).report).toMatchObject({ changed: 1, vanished: 1, added: 0 });
    expect((await stored()).find(({ id }) => id === String(first?.id))?.text).toBe('Somebody wrote this anew');
    const { report } = await program('status');
    expect(report.sources[0].raw).toMatchObject({ total, vanished: 1 });
  });

  test('albums are those that Telegram says, two that were sent in one second too', async () => {
    const album = (ids: number[], groupedId: number): TelegramMessage[] =>
      ids.map((id) => ({ id, date: 1_760_000_000, text: '', entities: [], groupedId, media: { kind: 'photo' } }));
    const line = (id: number): TelegramMessage => ({ id, date: 1_760_000_000, text: `Line ${id}`, entities: [] });
    const messages = [line(1), ...album([2, 3, 4], 1), ...album([5, 6], 2), line(7)];
    const { ingest, stored } = await open({ ...way, messages });
    await ingest();
    expect((await stored()).map(({ album_id }) => album_id)).toEqual([undefined, '2', '2', '2', '5', '5', undefined]);
  });

  test('a channel that was renamed stays the same source, with its former names', async () => {
    const { ingest, program, road } = await open(way);
    await ingest();
    road.rename('harbour_today', 'Harbour Today');
    const last = road.messages().at(-1) as TelegramMessage;
    road.post({ id: last.id + 1, date: last.date + 60, text: 'Under a fresh name', entities: [] });
    const { report } = await program('ingest', '--source', username);
    expect(report).toMatchObject({ source_id: username, added: 1 });
    expect((await program('sources', 'show', channelId)).report).toMatchObject({
      source: { username: 'harbour_today', title: 'Harbour Today' },
      names: expect.arrayContaining([expect.objectContaining({ attribute: 'username', value: username })]),
    });
  });
});

describe.each(engines)('with an account on %s', (engine) => {
  const opening = (channel: MtprotoChannel) => open({ engine, road: 'mtproto', messages: channel.channel.messages, channel });

  test('edits and deletions however far back are told in one request', async () => {
    const channel = news(makeMessages(130, 5));
    const { ingest, road } = await opening(channel);
    await ingest();
    const [first, second] = texts(road.messages());
    road.edit(first?.id ?? 0, 'Somebody wrote this anew');
    road.remove(second?.id ?? 0);
    const told = await ingest();
    expect(told.report).toMatchObject({ changed: 1, vanished: 1, added: 0 });
    expect(told.requests).toBe(2);
    channel.keptChanges = 0;
    road.edit(first?.id ?? 0, 'And once more');
    expect((await ingest('--mode', 'snapshot')).report).toMatchObject({ changed: 1, vanished: 0 });
  });

  test('comments stand under their posts with what they answer, and are asked for only where something moved', async () => {
    const channel = new MtprotoChannel(makeChannel({ messages: makeMessages(60, 5) }), { hasComments: true });
    const [post, other] = texts(channel.channel.messages).slice(-2) as [TelegramMessage, TelegramMessage];
    const comment = channel.comment(post.id, 'When does it leave?');
    const answer = channel.comment(post.id, 'At nine.', comment.id);
    channel.comment(other.id, 'Closed to us');
    channel.closedThreads.add(other.id);
    const { ingest, stored } = await opening(channel);
    const first = await ingest('--include-comments');
    expect(first.report).toMatchObject({ comments: 2, unavailable_threads: 1 });
    const comments = (await stored()).filter(({ message_type }) => message_type === 'comment');
    expect(comments).toMatchObject([
      {
        source_ref: `tg:${channelId}:comment:${comment.id}`,
        thread_id: String(post.id),
        parent_message_id: String(post.id),
        author: { name: 'Reader 1' },
      },
      { text: 'At nine.', thread_id: String(post.id), parent_message_id: String(comment.id) },
    ]);
    expect(answer.id).toBe(comment.id + 1);
    const quiet = await ingest('--comments-window', '36500');
    expect(quiet.report).toMatchObject({ comments: 0, outcome: 'nothing_to_do' });
    channel.comment(post.id, 'Thank you');
    const later = await ingest('--comments-window', '36500');
    expect(later.report).toMatchObject({ comments: 1 });
    expect(later.requests).toBe(quiet.requests + 1);
  });

  test('messages of a forum stand in their topics, also while the begin of the topic is not read', async () => {
    const writer = { userId: 700_000_001, name: 'Aino Virtanen' };
    const line = (id: number, fields: Partial<TelegramMessage>): TelegramMessage => ({
      ...{ id, date: 1_760_000_000 + id * 60, text: `Line ${id}`, entities: [], from: writer },
      ...fields,
    });
    const messages = [
      line(2, { text: '', action: { kind: 'topic_created', title: 'Moorings' } }),
      line(3, { text: '', action: { kind: 'topic_created', title: 'Weather' } }),
      line(4, { forumTopicId: 2 }),
      line(5, { forumTopicId: 3 }),
      line(6, { forumTopicId: 2, replyTo: { messageId: 4 } }),
      line(7, {}),
    ];
    const forum = new MtprotoChannel(makeChannel({ messages }), { kind: 'forum' });
    const { ingest, stored } = await opening(forum);
    await ingest('--limit', '2');
    expect((await stored()).map(({ forum_topic }) => forum_topic?.id)).toEqual(['2', undefined]);
    await ingest();
    expect((await stored()).map(({ id, thread_id, forum_topic }) => [id, thread_id, forum_topic?.title])).toEqual([
      ['2', '2', 'Moorings'],
      ['3', '3', 'Weather'],
      ['4', '4', 'Moorings'],
      ['5', '5', 'Weather'],
      ['6', '4', 'Moorings'],
      ['7', '7', undefined],
    ]);
  });
});
