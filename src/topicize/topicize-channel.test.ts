import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { channelId } from '../../test/contract/raw-messages.ts';
import { createBuiltinLanguageModel } from '../adapters/model-builtin/builtin-language-model.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { topicBundleSchema, topicCardSchema } from '../domain/topic-card.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import { inventDocuments } from './__fixtures__/invented-channel.ts';
import { parameters, readCatalogue, saveDocuments, topicize } from './__fixtures__/topicize-documents.ts';

const channel = fc.record({ seed: fc.nat(10_000), count: fc.integer({ min: 0, max: 160 }) });

describe('topicizeChannel', () => {
  test('every considered document is in exactly one bundle or outside, and the report counts them so', async () => {
    await fc.assert(
      fc.asyncProperty(channel, async (invented) => {
        const stores = await openTemporaryDatabases();
        const documents = inventDocuments(invented);
        await saveDocuments(stores, documents);
        const { report } = await topicize(stores);
        const { bundles, outside } = await readCatalogue(stores);
        const placed = [
          ...bundles.flatMap(({ items }) => items.map((item) => item.source_ref)),
          ...outside.map((one) => one.sourceRef),
        ];
        expect(placed.sort()).toEqual(documents.map(({ source_ref }) => source_ref).sort());
        expect(report.covered_items_total + report.outside_topics_total).toBe(report.documents_considered);
        expect(report.documents_considered).toBe(documents.length);
        expect(report.noise_total).toBe(documents.filter(({ noise }) => noise.is_noise).length);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  test('every card and bundle is valid; anchors are unique, sorted, above the gate and in their bundle', async () => {
    const stores = await openTemporaryDatabases();
    await saveDocuments(stores, inventDocuments({ count: 200, seed: 5 }));
    await topicize(stores);
    const { cards, bundles } = await readCatalogue(stores);
    expect(cards.length).toBeGreaterThan(2);
    for (const card of cards) {
      topicCardSchema.parse(card);
      const refs = card.anchors.map(({ anchor_ref }) => anchor_ref);
      expect(new Set(refs).size).toBe(refs.length);
      const sorted = [...card.anchors].sort((a, b) => b.score - a.score || (a.anchor_ref < b.anchor_ref ? -1 : 1));
      expect(card.anchors).toEqual(sorted);
      expect(Math.min(...card.anchors.map(({ score }) => score))).toBeGreaterThanOrEqual(parameters.anchorMinScore);
      expect(card.id).toBe(`topic:${refs[0]}`);
      const bundle = topicBundleSchema.parse(bundles.find(({ topic_id }) => topic_id === card.id));
      expect(bundle.items.slice(0, refs.length).map(({ source_ref }) => source_ref)).toEqual(refs);
      expect(Math.min(...bundle.items.map(({ score }) => score))).toBeGreaterThanOrEqual(parameters.supportingMinScore);
    }
  });

  test('the same documents give the same catalogue in whatever order they were stored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000), fc.infiniteStream(fc.nat()), async (seed, order) => {
        const documents = inventDocuments({ count: 120, seed });
        const keys = [...order.take(documents.length)];
        const shuffled = documents
          .map((document, place) => ({ document, key: keys[place] ?? 0 }))
          .sort((a, b) => a.key - b.key);
        const straight = await openTemporaryDatabases();
        const mixed = await openTemporaryDatabases();
        await saveDocuments(straight, documents);
        for (const { document } of shuffled) {
          await saveDocuments(mixed, [document]);
        }
        await topicize(straight);
        await topicize(mixed);
        expect(JSON.stringify(await readCatalogue(mixed))).toBe(JSON.stringify(await readCatalogue(straight)));
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  test('topics keep their ids when a tenth more documents arrive, and nothing is lost of their history', async () => {
    const stores = await openTemporaryDatabases();
    await saveDocuments(stores, inventDocuments({ count: 200, seed: 11 }));
    await topicize(stores);
    const before = (await stores.topicStore.cards(channelId)).map(({ id }) => id);
    await saveDocuments(stores, inventDocuments({ count: 20, seed: 12, firstId: 201 }));
    const { report } = await topicize(stores, { runId: 'run-2' });
    const after = new Set((await stores.topicStore.cards(channelId)).map(({ id }) => id));
    expect(before.filter((id) => after.has(id)).length).toBeGreaterThanOrEqual(before.length * 0.75);
    expect(report.kept_ids_total + report.retired_total).toBe(before.length);
    for (const id of before) {
      expect((await stores.topicStore.history(id))[0]?.change).toBe('created');
    }
  });

  test('a topic whose messages are gone is retired without a bundle, and its id is never given again', async () => {
    const stores = await openTemporaryDatabases();
    const documents = inventDocuments({ count: 150, seed: 3 });
    await saveDocuments(stores, documents);
    await topicize(stores);
    const before = (await stores.topicStore.cards(channelId)).map(({ id }) => id);
    const silenced = documents.map((document) => ({
      ...document,
      noise: { is_noise: true, kind: 'advertising', reason: 'now' },
    }));
    await saveDocuments(stores, silenced);
    const { report } = await topicize(stores, { runId: 'run-2' });
    expect(report).toMatchObject({ topics_total: 0, retired_total: before.length, noise_total: documents.length });
    expect(await stores.topicStore.bundle(before[0] ?? '')).toBeNull();
    await saveDocuments(stores, documents);
    await topicize(stores, { runId: 'run-3' });
    const living = (await stores.topicStore.cards(channelId)).map(({ id }) => id);
    expect(living.length).toBe(before.length);
    expect(living.filter((id) => before.includes(id))).toEqual([]);
  });

  test('nothing is done when nothing changed, and working it out again by force changes no byte', async () => {
    const stores = await openTemporaryDatabases();
    await saveDocuments(stores, inventDocuments({ count: 150, seed: 8 }));
    const first = await topicize(stores);
    const before = JSON.stringify(await readCatalogue(stores));
    const second = await topicize(stores, { runId: 'run-2' });
    expect(second.outcome).toBe('nothing_to_do');
    expect(second.report.covered_items_total).toBe(first.report.covered_items_total);
    expect((await topicize(stores, { runId: 'run-3', force: true })).outcome).toBe('done');
    expect(JSON.stringify(await readCatalogue(stores))).toBe(before);
    expect((await topicize(stores, { runId: 'run-4', maxTopics: 1 })).report.topics_total).toBe(1);
  });

  test('quality is measured against the catalogue before, and known again when there is nothing to do', async () => {
    const stores = await openTemporaryDatabases();
    const documents = inventDocuments({ count: 150, seed: 8 });
    await saveDocuments(stores, documents);
    const first = (await topicize(stores)).report;
    expect(first.stability).toBeNull();
    expect(first.outside_share).toBeCloseTo(first.outside_topics_total / 150, 4);
    expect(first.coherence_npmi).toBeGreaterThan(-0.5);
    expect(first.term_diversity).toBeGreaterThan(0.5);
    const unknown = { coherence_npmi: null, term_diversity: null, stability: null, justification_coverage: null };
    expect((await topicize(stores, { runId: 'run-2' })).report).toMatchObject({
      ...unknown,
      outside_share: first.outside_share,
    });

    const at = new Date('2026-01-02T03:04:05Z');
    await stores.runStore.start({ runId: 'run-3', step: 'topicize', channelId, at });
    const { report } = await topicize(stores, { runId: 'run-3', force: true });
    expect(report).toMatchObject({
      coherence_npmi: first.coherence_npmi,
      stability: { kept_share: 1, adjusted_rand_index: 1 },
    });
    await stores.runStore.finish('run-3', { outcome: 'done', report: { ...report }, at });
    const measured = Object.keys(unknown).map((field) => [field, report[field as keyof typeof report]]);
    expect((await topicize(stores, { runId: 'run-4' })).report).toMatchObject(Object.fromEntries(measured));
  });

  test('without supporting messages the bundles hold the anchors, and the others are outside', async () => {
    const stores = await openTemporaryDatabases();
    await saveDocuments(stores, inventDocuments({ count: 150, seed: 8 }));
    const { report } = await topicize(stores, { withBundles: false });
    const { bundles } = await readCatalogue(stores);
    expect(bundles.every(({ items }) => items.every(({ role }) => role === 'anchor'))).toBe(true);
    expect(report.covered_items_total + report.outside_topics_total).toBe(report.documents_considered);
  });

  test('a topic that the model fails for is worded by the spare one, waits for a review, and is asked about again', async () => {
    const stores = await openTemporaryDatabases();
    await saveDocuments(stores, inventDocuments({ count: 150, seed: 8 }));
    const whole = (await topicize(stores)).report;
    const builtin = createBuiltinLanguageModel();
    const failing: LanguageModel = {
      ...builtin,
      async *answer(task, items, options) {
        for await (const outcomes of builtin.answer(task, items, options)) {
          yield outcomes.map((outcome) =>
            outcome.item.id === '0' ? { item: outcome.item, error: new TgParserError('model_refused', 'no') } : outcome,
          );
        }
      },
    };
    const { outcome, report } = await topicize(stores, { runId: 'run-2', force: true }, failing);
    expect([outcome, report.failed_by_class, report.topics_total]).toEqual([
      'partial',
      { model_refused: 1 },
      whole.topics_total,
    ]);
    const reviewed = async () => (await stores.topicStore.cards(channelId)).filter(({ status }) => status === 'needs_review');
    expect(await reviewed()).toHaveLength(1);
    expect((await topicize(stores, { runId: 'run-3' })).outcome).toBe('done');
    expect(await reviewed()).toEqual([]);
  });

  test('an abort leaves the catalogue before as it was', async () => {
    const stores = await openTemporaryDatabases();
    await saveDocuments(stores, inventDocuments({ count: 100, seed: 8 }));
    await expect(topicize(stores, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'interrupted' });
    expect(await stores.topicStore.origin(channelId)).toBeNull();
  });
});
