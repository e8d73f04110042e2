import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelId, type ListedChannel, listedChannel } from '../../../test/support/telegram/listed-channel.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { openStores } from '../../adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../../adapters/store-sqlite/open-sqlite-databases.ts';
import { systemClock } from '../../adapters/system/system-clock.ts';
import type { RawMessage } from '../../domain/raw-message.ts';
import type { NewSource } from '../../domain/source.ts';
import type { SourceCursors } from '../../ports/source-store.ts';
import { ingestLive } from './ingest-live.ts';
import type { LiveIngestOptions } from './live-options.ts';

function openRuns(channel: ListedChannel, fields: Partial<NewSource> = {}) {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, `${name}.sqlite`);
  const stores = openStores(
    openSqliteDatabases({ paths: { ingestion: path('ingestion'), raw: path('raw'), processing: path('processing') } }),
  );
  const added = stores.sourceStore.add({ sourceId: 'listed', channelId, via: 'web', ...fields }, '2026-01-01T00:00:00Z');
  const runs = {
    ...stores,
    async run(options: LiveIngestOptions = {}) {
      await added;
      const source = await stores.sourceStore.get('listed');
      if (!source) {
        throw new Error('no source');
      }
      const before = channel.requests;
      const dependencies = { rawStore: stores.rawStore, sourceStore: stores.sourceStore, clock: systemClock };
      const { outcome, report } = await ingestLive(dependencies, { source, live: channel.open() }, options);
      return { outcome, ...report, requests: channel.requests - before };
    },
    cursors: async () => {
      await added;
      return stores.sourceStore.cursors('listed');
    },
    texts: async () => (await stored()).map(({ text }) => text),
    ids: async () => (await stored()).map(({ id }) => id),
  };
  return runs;

  async function stored(): Promise<RawMessage[]> {
    const messages: RawMessage[] = [];
    for await (const page of stores.rawStore.readAll(channelId, { pageSize: 1000, withPayload: false })) {
      messages.push(...page.map(({ message }) => message));
    }
    return messages;
  }
}

function fill(channel: ListedChannel, count: number): void {
  for (let made = 0; made < count; made += 1) {
    channel.post();
  }
}

const textsOf = ({ messages }: ListedChannel) => messages.map(({ text }) => text);

describe('a live channel', () => {
  it('is read whole by the first run, newest first, with no request too many', async () => {
    const channel = listedChannel({ pageSize: 10 });
    fill(channel, 25);
    const runs = openRuns(channel);
    expect(await runs.run()).toMatchObject({ outcome: 'done', added: 25, posts: 25, pages: 3, requests: 3, backfilled: true });
    expect(await runs.texts()).toEqual(textsOf(channel));
    expect(await runs.cursors()).toEqual({ head: 25, backfill: 1, backfilledTo: 'begin', changeState: null });
  });

  it('takes one request when nothing is new, and says so', async () => {
    const channel = listedChannel({ pageSize: 20 });
    fill(channel, 50);
    const runs = openRuns(channel);
    await runs.run();
    expect(await runs.run()).toMatchObject({ outcome: 'nothing_to_do', added: 0, duplicates: 20, requests: 1 });
  });

  it('reads upwards from the head when more came than one page holds', async () => {
    const channel = listedChannel({ pageSize: 10 });
    fill(channel, 10);
    const runs = openRuns(channel);
    await runs.run();
    fill(channel, 35);
    expect(await runs.run()).toMatchObject({ added: 35, duplicates: 0, requests: 5 });
    expect(await runs.texts()).toEqual(textsOf(channel));
  });

  it('comes back for the rest after a limited run, and for what is new before', async () => {
    const channel = listedChannel({ pageSize: 10 });
    fill(channel, 40);
    const runs = openRuns(channel);
    expect(await runs.run({ limit: 15 })).toMatchObject({ added: 15, limited: true, backfilled: false });
    expect(await runs.cursors()).toMatchObject({ head: 40, backfill: 26, backfilledTo: null });
    fill(channel, 3);
    expect(await runs.run({ limit: 5 })).toMatchObject({ added: 5, limited: true });
    expect(await runs.cursors()).toMatchObject({ head: 43, backfill: 24 });
    expect(await runs.run()).toMatchObject({ added: 23, limited: false, backfilled: true });
    expect(await runs.texts()).toEqual(textsOf(channel));
  });

  it('with a limit, the head stays behind what is stored', async () => {
    const channel = listedChannel({ pageSize: 10 });
    fill(channel, 5);
    const runs = openRuns(channel);
    await runs.run();
    fill(channel, 30);
    await runs.run({ limit: 12 });
    expect(await runs.cursors()).toMatchObject({ head: 17 });
    await runs.run();
    expect(await runs.texts()).toEqual(textsOf(channel));
  });

  it('sees edits and deletions among the newest, and keeps what is gone', async () => {
    const channel = listedChannel({ pageSize: 20 });
    fill(channel, 30);
    const runs = openRuns(channel);
    await runs.run();
    channel.edit(28, 'mended');
    channel.remove(20);
    expect(await runs.run()).toMatchObject({ outcome: 'done', changed: 1, vanished: 1, added: 0 });
    expect(await runs.rawStore.counts(channelId)).toMatchObject({ total: 30, changes: 1, vanished: 1 });
    expect(await runs.run()).toMatchObject({ outcome: 'nothing_to_do', changed: 0, vanished: 0 });
  });

  it('compares everything in a snapshot, and moves no cursor back', async () => {
    const channel = listedChannel({ pageSize: 10 });
    fill(channel, 60);
    const runs = openRuns(channel);
    await runs.run();
    const before = await runs.cursors();
    channel.edit(2, 'mended');
    channel.remove(1);
    channel.remove(33);
    fill(channel, 4);
    expect(await runs.run({ mode: 'snapshot' })).toMatchObject({ added: 4, changed: 1, vanished: 2 });
    expect(await runs.cursors()).toEqual({ ...before, head: 64 });
  });

  it('does not believe that much of a channel is gone, unless a person says so', async () => {
    const channel = listedChannel({ pageSize: 20 });
    fill(channel, 60);
    const runs = openRuns(channel);
    await runs.run();
    channel.messages = channel.messages.slice(0, 30);
    const doubtful = { outcome: 'partial', vanished: 0, vanished_unconfirmed: 30 };
    expect(await runs.run({ mode: 'snapshot' })).toMatchObject(doubtful);
    expect(await runs.run({ mode: 'snapshot', isVanishConfirmed: true })).toMatchObject({ outcome: 'done', vanished: 30 });
    expect(await runs.rawStore.counts(channelId)).toMatchObject({ total: 60, vanished: 30 });
  });

  it('keeps to the time that the source wants, and reads the rest when it wants more', async () => {
    const channel = listedChannel({ pageSize: 10 });
    fill(channel, 80);
    const dateOf = (id: number) => channel.messages[id - 1]?.date ?? '';
    const runs = openRuns(channel, { historyFrom: dateOf(31), historyTo: dateOf(55) });
    expect(await runs.run()).toMatchObject({ added: 25, backfilled: true });
    expect(await runs.cursors()).toMatchObject({ head: 55, backfill: 31, backfilledTo: dateOf(31) });
    expect(await runs.run()).toMatchObject({ outcome: 'nothing_to_do', requests: 2 });
    await runs.sourceStore.update('listed', { historyFrom: null, historyTo: null }, '2026-01-01T00:00:00Z');
    expect(await runs.run()).toMatchObject({ added: 55, backfilled: true });
    expect(await runs.texts()).toEqual(textsOf(channel));
  });

  it('that tells what has changed is asked for nothing else, whatever it was', async () => {
    const channel = listedChannel({ pageSize: 10, changes: { atOnce: 3, kept: 100 } });
    fill(channel, 40);
    const runs = openRuns(channel);
    expect(await runs.run()).toMatchObject({ added: 40, requests: 5 });
    expect(await runs.run()).toMatchObject({ outcome: 'nothing_to_do', requests: 1 });
    fill(channel, 4);
    channel.edit(2, 'mended');
    channel.remove(7);
    channel.remove(44);
    expect(await runs.run()).toMatchObject({ added: 4, changed: 1, vanished: 2, requests: 3 });
    expect(await runs.cursors()).toMatchObject({ head: 44, changeState: '47' });
    expect(await runs.run()).toMatchObject({ outcome: 'nothing_to_do', requests: 1 });
  });

  it('that cannot tell any more what has changed is compared', async () => {
    const channel = listedChannel({ pageSize: 10, changes: { atOnce: 10, kept: 5 } });
    fill(channel, 12);
    const runs = openRuns(channel);
    await runs.run();
    fill(channel, 30);
    channel.edit(39, 'mended');
    expect(await runs.run()).toMatchObject({ added: 30 });
    expect(await runs.texts()).toEqual(textsOf(channel));
    fill(channel, 2);
    expect(await runs.run()).toMatchObject({ added: 2, requests: 1 });
  });

  it('with a limit takes up the changes again where it left off', async () => {
    const channel = listedChannel({ pageSize: 10, changes: { atOnce: 10, kept: 100 } });
    fill(channel, 5);
    const runs = openRuns(channel);
    await runs.run();
    fill(channel, 25);
    expect(await runs.run({ limit: 7 })).toMatchObject({ added: 7, limited: true });
    expect(await runs.run({ limit: 7 })).toMatchObject({ added: 7, limited: true });
    await runs.run();
    expect(await runs.texts()).toEqual(textsOf(channel));
  });

  it('is asked for the comments of those posts only whose discussion has moved', async () => {
    const channel = listedChannel({ pageSize: 10, hasComments: true });
    fill(channel, 25);
    const made = [channel.comment(3), channel.comment(3), channel.comment(24)];
    for (let count = 0; count < 14; count += 1) {
      made.push(channel.comment(22));
    }
    const runs = openRuns(channel, { includeComments: true });
    // Three pages of posts; one, one and two of comments.
    expect(await runs.run()).toMatchObject({ added: 42, posts: 25, comments: 17, requests: 7 });
    expect(await runs.run()).toMatchObject({ outcome: 'nothing_to_do', requests: 2 });
    channel.comment(24);
    expect(await runs.run()).toMatchObject({ added: 1, comments: 1, requests: 3 });
    const [first] = await runs.rawStore.getMessages(channelId, 'comment', [9001]);
    expect(first?.message).toMatchObject({ thread_id: '3', parent_message_id: '3', message_type: 'comment' });
  });

  it('looks at the discussions of the last days again, and at none that is older', async () => {
    const channel = listedChannel({ pageSize: 10, hasComments: true });
    fill(channel, 60);
    const runs = openRuns(channel, { includeComments: true });
    await runs.run();
    channel.comment(15);
    expect(await runs.run({ commentsWindowInDays: 0 })).toMatchObject({ comments: 0 });
    expect(await runs.run({ commentsWindowInDays: 100_000 })).toMatchObject({ comments: 1 });
  });

  it('counts a discussion that cannot be read, and asks again only when it moves', async () => {
    const channel = listedChannel({ pageSize: 10, hasComments: true });
    fill(channel, 5);
    channel.comment(3);
    channel.closedThreads.add(3);
    const runs = openRuns(channel, { includeComments: true });
    expect(await runs.run()).toMatchObject({ added: 5, unavailable_threads: 1, requests: 2 });
    expect(await runs.run()).toMatchObject({ unavailable_threads: 0, requests: 1 });
    channel.comment(3);
    channel.closedThreads.clear();
    expect(await runs.run()).toMatchObject({ comments: 2 });
    expect(await runs.sourceStore.unreadableThreads('listed')).toBe(0);
  });

  it('leaves comments out unless the source wants them', async () => {
    const channel = listedChannel({ pageSize: 10, hasComments: true });
    fill(channel, 5);
    channel.comment(3);
    expect(await openRuns(channel).run()).toMatchObject({ added: 5, comments: 0, requests: 1 });
  });

  it('with comments and a limit leaves none out', async () => {
    const channel = listedChannel({ pageSize: 4, hasComments: true });
    fill(channel, 12);
    for (let count = 0; count < 20; count += 1) {
      channel.comment(1 + (count % 12));
    }
    const runs = openRuns(channel, { includeComments: true });
    let added = 0;
    for (let count = 0; count < 40 && added < 32; count += 1) {
      added += (await runs.run({ limit: 3 })).added;
    }
    expect(added).toBe(32);
    expect(await runs.rawStore.counts(channelId)).toMatchObject({ posts: 12, comments: 20 });
  });

  it('which is empty is looked at again from the top when something comes', async () => {
    const channel = listedChannel({ pageSize: 10 });
    const runs = openRuns(channel);
    expect(await runs.run()).toMatchObject({ outcome: 'nothing_to_do', backfilled: false });
    fill(channel, 25);
    expect(await runs.run()).toMatchObject({ added: 25, backfilled: true });
  });

  it('whatever happens between and within runs: in the end it is stored as it is, once, and no cursor went back', async () => {
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant('run' as const),
          limit: fc.option(fc.integer({ min: 0, max: 30 })),
          fails: fc.option(fc.integer({ min: 1, max: 6 })),
          snapshot: fc.boolean(),
        }),
      },
      fc.record({ kind: fc.constant('post' as const), count: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ kind: fc.constant('remove' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
      fc.record({ kind: fc.constant('edit' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
    );
    let edits = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.array(step, { maxLength: 14 }), async (pageSize, steps) => {
        const channel = listedChannel({ pageSize });
        const runs = openRuns(channel);
        const ever = new Map<string, string>();
        let cursors: SourceCursors = await runs.cursors();
        for (const next of steps) {
          const chosen = 'at' in next ? channel.messages[Math.floor(next.at * channel.messages.length)] : undefined;
          if (next.kind === 'post') {
            fill(channel, next.count);
          } else if (next.kind === 'remove' && chosen) {
            channel.remove(Number(chosen.id));
          } else if (next.kind === 'edit' && chosen) {
            edits += 1;
            channel.edit(Number(chosen.id), `edit ${edits}`);
          } else if (next.kind === 'run') {
            channel.failing = new Set(next.fails === null ? [] : [channel.requests + next.fails]);
            const options = { limit: next.limit ?? undefined, mode: next.snapshot ? ('snapshot' as const) : undefined };
            await runs.run(options).catch((error: { code?: string }) => expect(error.code).toBe('telegram_unreachable'));
            channel.failing.clear();
          }
          const moved = await runs.cursors();
          expect(moved.head ?? 0).toBeGreaterThanOrEqual(cursors.head ?? 0);
          expect(moved.backfill ?? 0).toBeLessThanOrEqual(cursors.backfill ?? Number.MAX_SAFE_INTEGER);
          cursors = moved;
        }
        await runs.run();
        const stored = await runs.ids();
        expect(new Set(stored).size).toBe(stored.length);
        expect(channel.messages.map(({ id }) => id).filter((id) => !stored.includes(id))).toEqual([]);
        await runs.run({ mode: 'snapshot', isVanishConfirmed: true });
        for (const { id, text } of channel.messages) {
          ever.set(id, text);
        }
        const { total, vanished } = await runs.rawStore.counts(channelId);
        expect(total - vanished).toBe(channel.messages.length);
        const texts = new Set(await runs.texts());
        expect([...ever.values()].filter((text) => !texts.has(text))).toEqual([]);
      }),
      { numRuns: Number(process.env.LIVE_CASES ?? 40) },
    );
  });
});
