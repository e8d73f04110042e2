import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listedSource } from '../../test/support/listed-source.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { openStores } from '../adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../adapters/store-sqlite/open-sqlite-databases.ts';
import { systemClock } from '../adapters/system/system-clock.ts';
import type { RawMessage } from '../domain/raw-message.ts';
import { formatSourceRef } from '../domain/source-ref.ts';
import { ingestSource } from './ingest-source.ts';

const channelId = '1500000000';

/** A group with threads, forum topics and albums, from a few random choices. */
const history = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 2 }),
      kind: fc.constantFrom('text', 'photo', 'photo', 'topic', 'service'),
      sameSecond: fc.boolean(),
      answers: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
      hasText: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((choices) => {
    let id = 0;
    let second = 0;
    return choices.map(({ gap, kind, sameSecond, answers, hasText }): RawMessage => {
      id += gap;
      second += sameSecond ? 0 : 1;
      const isService = kind === 'topic' || kind === 'service';
      return {
        id: String(id),
        message_type: isService ? 'service' : 'post',
        source_ref: formatSourceRef({ channelId, space: 'post', messageId: id }),
        channel_id: channelId,
        date: new Date(1_767_225_600_000 + second * 1000).toISOString().replace('.000', ''),
        text: kind === 'text' || hasText ? `message ${id}` : '',
        author: { id: 'user1' },
        ...(kind === 'photo' ? { media: { kind: 'photo' } } : {}),
        ...(kind === 'topic' ? { service_action: 'topic_created', forum_topic: { id: String(id), title: `topic ${id}` } } : {}),
        ...(answers !== undefined && id > answers && !isService ? { parent_message_id: String(id - answers) } : {}),
      };
    });
  });

async function storedAfter(imports: readonly (readonly RawMessage[])[], batchSize: number) {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, `${name}.sqlite`);
  const stores = openStores(
    openSqliteDatabases({
      paths: { ingestion: path('ingestion'), raw: path('raw'), processing: path('processing') },
    }),
  );
  try {
    const source = await stores.sourceStore.add({ sourceId: 'listed', channelId, batchSize }, '2026-01-01T00:00:00Z');
    const reports = [];
    for (const messages of imports) {
      const { report } = await ingestSource(
        { ...stores, clock: systemClock },
        { source, messages: listedSource(channelId, messages) },
      );
      expect(report.total).toBe(report.posts + report.comments + report.service + report.album_members + report.duplicates);
      reports.push(report);
    }
    const messages = [];
    for await (const page of stores.rawStore.readAll(channelId, { pageSize: 100, withPayload: false })) {
      messages.push(...page.map(({ message }) => message));
    }
    const { total, posts, service, albumMembers } = await stores.rawStore.counts(channelId);
    return { messages, counts: { total, posts, service, albumMembers }, reports };
  } finally {
    await stores.close();
  }
}

test('threads, forum topics and albums do not depend on the order and the size of imports', async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      fc.infiniteStream(fc.nat()),
      fc.integer({ min: 1, max: 12 }),
      async (messages, numbers, batchSize) => {
        const whole = await storedAfter([messages], 1000);
        const parts: RawMessage[][] = [[], [], []];
        for (const message of messages) {
          parts[(numbers.next().value ?? 0) % 3]?.push(message);
        }
        const inParts = await storedAfter(parts, batchSize);
        expect(inParts.messages).toEqual(whole.messages);
        expect(inParts.counts).toEqual(whole.counts);
      },
    ),
    { numRuns: 40, seed: 5 },
  );
});

test('importing again adds nothing and counts every message as known', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (messages) => {
      const { reports, counts } = await storedAfter([messages, messages], 7);
      expect(reports[1]).toMatchObject({ added: 0, changed: 0, rearranged: 0, duplicates: messages.length });
      expect(counts.total).toBe(messages.length);
    }),
    { numRuns: 15, seed: 6 },
  );
});

function post(id: number, text: string, more: Partial<RawMessage> = {}): RawMessage {
  return {
    id: String(id),
    message_type: 'post',
    source_ref: formatSourceRef({ channelId, space: 'post', messageId: id }),
    channel_id: channelId,
    date: '2026-01-01T10:00:00Z',
    text,
    ...more,
  };
}

test('an edited text becomes an observed change and is what later steps see', async () => {
  const { messages, reports } = await storedAfter(
    [[post(1, 'Starts at nine')], [post(1, 'Starts at ten', { edited_at: '2026-01-01T11:00:00Z' })]],
    100,
  );
  expect(reports[1]).toMatchObject({ changed: 1, duplicates: 1, added: 0 });
  expect(messages.map(({ text }) => text)).toEqual(['Starts at ten']);
});

test('an older version that is imported later does not replace the newer one', async () => {
  const older = post(1, 'Starts at nine');
  const newer = post(1, 'Starts at ten', { edited_at: '2026-01-01T11:00:00Z' });
  const { messages, reports } = await storedAfter([[newer], [older], [older], [newer]], 100);
  expect(messages.map(({ text }) => text)).toEqual(['Starts at ten']);
  expect(reports.map(({ changed }) => changed)).toEqual([0, 1, 0, 0]);
});

test('an id that stands twice in one input is stored once', async () => {
  const { messages, reports } = await storedAfter([[post(1, 'one'), post(2, 'two'), post(1, 'one')]], 100);
  expect(messages).toHaveLength(2);
  expect(reports[0]).toMatchObject({ total: 3, posts: 2, duplicates: 1 });
});
