import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { createBuiltinEmbedder } from '../adapters/model-builtin/builtin-embedder.ts';
import { createBuiltinLanguageModel } from '../adapters/model-builtin/builtin-language-model.ts';
import type { OpenedStores } from '../adapters/store-sql/open-stores.ts';
import type { ProcessedDocument } from '../domain/processed-document.ts';
import { topicBundleSchema, topicCardSchema } from '../domain/topic-card.ts';
import { inventDocuments } from './__fixtures__/invented-channel.ts';
import { parameters } from './__fixtures__/topicize-documents.ts';
import { type TopicizeOptions, topicizeChannel } from './topicize-channel.ts';

const setId = 'set:towns';

/** Documents of a channel of its own. */
function inventChannel(channelId: string, invented: Parameters<typeof inventDocuments>[0]): ProcessedDocument[] {
  return inventDocuments(invented).map((document) => {
    const source_ref = `tg:${channelId}:post:${document.source_message_id}`;
    return { ...document, channel_id: channelId, source_ref, id: `doc:${source_ref}`, content_hash: hashOf(document) };
  });
}

/** A number a text, as far as they differ here. */
function hashOf({ text_clean }: ProcessedDocument): string {
  return `sha256:${Buffer.from(text_clean).toString('hex').padEnd(64, '0')}`;
}

async function save({ documentStore }: OpenedStores, documents: readonly ProcessedDocument[]): Promise<void> {
  for (const channelId of new Set(documents.map(({ channel_id }) => channel_id))) {
    const own = documents.filter(({ channel_id }) => channel_id === channelId);
    await documentStore.saveChunk(channelId, {
      states: own.map(({ source_message_id }) => ({
        space: 'post',
        messageId: Number(source_message_id),
        state: 'documented',
        skipReason: null,
        fingerprint: source_message_id,
      })),
      documents: own.map((document) => ({ document, sketch: [] })),
      failures: [],
    });
  }
}

function topicize(stores: OpenedStores, catalogueId: string, options: Partial<TopicizeOptions> = {}) {
  const dependencies = {
    ...stores,
    model: createBuiltinLanguageModel(),
    spareModel: createBuiltinLanguageModel(),
    embedder: createBuiltinEmbedder(),
    clock: { now: () => new Date('2026-01-02T03:04:05Z') },
    log: { log: () => undefined },
  };
  return topicizeChannel(dependencies, catalogueId, { runId: 'run-1', parameters, ...options });
}

async function readCatalogue({ topicStore }: OpenedStores, catalogueId: string) {
  const cards = await topicStore.cards(catalogueId, { withRetired: true });
  const bundles = (await Promise.all(cards.map(({ id }) => topicStore.bundle(id)))).flatMap((bundle) => bundle ?? []);
  const outside = [];
  for await (const page of topicStore.readOutside(catalogueId, { pageSize: 50 })) {
    outside.push(...page);
  }
  return { cards, bundles, outside };
}

async function openTowns() {
  const stores = await openTemporaryDatabases();
  const documents = [inventChannel('20', { count: 90, seed: 5 }), inventChannel('3', { count: 60, seed: 6 })].flat();
  await save(stores, documents);
  return { stores, documents };
}

describe('topicizeChannel with a set of channels', () => {
  test('every document of every channel is in exactly one topic or outside, and the shares of each topic sum to 1', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 4 }),
        fc.nat(999),
        async (counts, seed) => {
          const stores = await openTemporaryDatabases();
          const channelIds = counts.map((_, place) => String(3 * place + 9));
          const documents = counts.flatMap((count, place) =>
            inventChannel(channelIds[place] ?? '', { count, seed: seed + place }),
          );
          await save(stores, documents);
          const { report } = await topicize(stores, setId, { channelIds });
          const { bundles, outside } = await readCatalogue(stores, setId);
          const placed = [
            ...bundles.flatMap(({ items }) => items.map(({ source_ref }) => source_ref)),
            ...outside.map(({ sourceRef }) => sourceRef),
          ];
          expect(placed.sort()).toEqual(documents.map(({ source_ref }) => source_ref).sort());
          expect(report.documents_considered).toBe(documents.length);
          for (const { items, channels, metadata } of bundles) {
            const shares = metadata.channel_shares as Record<string, number>;
            expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
            expect(channels).toEqual([...new Set(items.map(({ channel_id }) => channel_id))].sort());
            expect(Object.keys(shares).sort()).toEqual(channels);
            expect(items.every(({ source_ref, channel_id }) => source_ref.startsWith(`tg:${channel_id}:`))).toBe(true);
          }
        },
      ),
      { numRuns: 6 },
    );
  }, 60_000);

  test('the order in which channels are named changes no byte', async () => {
    const catalogues = [];
    for (const channelIds of [
      ['20', '3'],
      ['3', '20', '3'],
    ]) {
      const { stores } = await openTowns();
      await topicize(stores, setId, { channelIds });
      catalogues.push(JSON.stringify(await readCatalogue(stores, setId)));
    }
    expect(catalogues[1]).toBe(catalogues[0]);
  });

  test('topics span channels, and every card and bundle says which', async () => {
    const { stores } = await openTowns();
    await topicize(stores, setId, { channelIds: ['3', '20'] });
    const { cards, bundles } = await readCatalogue(stores, setId);
    expect(bundles.filter(({ channels }) => channels.length === 2).length).toBeGreaterThan(1);
    for (const card of cards) {
      topicCardSchema.parse(card);
      expect(card.metadata.input_scope).toEqual({ channel_id: setId, mode: 'channel_set', channel_ids: ['20', '3'] });
      expect(card.anchors.every(({ anchor_ref, channel_id }) => anchor_ref.startsWith(`tg:${channel_id}:`))).toBe(true);
    }
    for (const bundle of bundles) {
      topicBundleSchema.parse(bundle);
    }
  });

  test('a text that several channels have shapes topics once, and stands with its original', async () => {
    const stores = await openTemporaryDatabases();
    const own = inventChannel('20', { count: 90, seed: 5 });
    const reposted = own.slice(0, 30).map((document) => {
      const source_ref = `tg:3:post:${document.source_message_id}`;
      return { ...document, channel_id: '3', source_ref, id: `doc:${source_ref}`, date: '2031-01-01T00:00:00Z' };
    });
    await save(stores, [...own, ...reposted]);
    const { report } = await topicize(stores, setId, { channelIds: ['3', '20'] });
    const short = own.slice(0, 30).filter(({ text_clean }) => text_clean.split(' ').length < 3).length;
    expect(report.duplicates_total).toBe(reposted.length - short);
    const { bundles } = await readCatalogue(stores, setId);
    const topicOf = new Map(bundles.flatMap(({ topic_id, items }) => items.map(({ source_ref }) => [source_ref, topic_id])));
    for (const { source_ref } of reposted) {
      expect(topicOf.get(source_ref)).toBe(topicOf.get(source_ref.replace('tg:3:', 'tg:20:')));
    }
  });

  test('no two topics have one id, whichever of a channel and its set was first', async () => {
    for (const setFirst of [true, false]) {
      const { stores } = await openTowns();
      const scopes = [{ id: '20' }, { id: '3' }, { id: setId, channelIds: ['3', '20'] }];
      for (const { id, channelIds } of setFirst ? scopes.toReversed() : scopes) {
        expect((await topicize(stores, id, { channelIds })).outcome).toBe('done');
      }
      const ids = [];
      for (const { id } of scopes) {
        ids.push(...(await stores.topicStore.cards(id)).map((card) => card.id));
      }
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.every((id) => /^topic:tg:\d+:post:\d+$/.test(id))).toBe(true);
    }
  });

  test('a set leaves the topics and the ledger of its channels as they are', async () => {
    const { stores } = await openTowns();
    await topicize(stores, '20');
    const before = JSON.stringify([await readCatalogue(stores, '20'), await stores.documentStore.ledger('20')]);
    await topicize(stores, setId, { channelIds: ['3', '20'] });
    expect(JSON.stringify([await readCatalogue(stores, '20'), await stores.documentStore.ledger('20')])).toBe(before);
    expect((await topicize(stores, '20')).outcome).toBe('nothing_to_do');
  });

  test('there is work when something is new in one channel or another channel joins, and none otherwise', async () => {
    const { stores } = await openTowns();
    const run = async (channelIds: string[]) => (await topicize(stores, setId, { channelIds })).outcome;
    expect(await run(['3', '20'])).toBe('done');
    expect(await run(['20', '3'])).toBe('nothing_to_do');
    await save(stores, inventChannel('3', { count: 4, seed: 9, firstId: 500 }));
    expect(await run(['3', '20'])).toBe('done');
    expect(await run(['3', '20'])).toBe('nothing_to_do');
    await save(stores, inventChannel('7', { count: 5, seed: 10 }));
    expect(await run(['3', '20'])).toBe('nothing_to_do');
    expect(await run(['3', '20', '7'])).toBe('done');
  });
});
