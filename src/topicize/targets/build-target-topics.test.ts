import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newDocument } from '../../../test/contract/documents.ts';
import { openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { channelId } from '../../../test/contract/raw-messages.ts';
import type { OpenedStores } from '../../adapters/store-sql/open-stores.ts';
import { type TargetTopic, targetTopicSchema } from '../../domain/target-topic.ts';
import { topicBundleSchema, topicCardSchema } from '../../domain/topic-card.ts';
import { retireTopics } from '../../pipeline/retire-topics.ts';
import { inventDocuments } from '../__fixtures__/invented-channel.ts';
import { parameters, readCatalogue, saveDocuments, topicize } from '../__fixtures__/topicize-documents.ts';

const targetOf = (title: string, fields: Partial<TargetTopic> = {}) => targetTopicSchema.parse({ title, ...fields });
const bread = targetOf('Bread', { description: 'Dough, flour and a sourdough starter for the oven.' });
const wheels = targetOf('Wheels and tyres', { description: 'Spokes, rims, a puncture and the pump.' });
const absent = targetOf('Chess', { description: 'Openings, endgames and grandmasters.' });

async function setTargets({ targetStore }: OpenedStores, saved: TargetTopic[], removed: string[] = []): Promise<void> {
  await targetStore.changeTargets(channelId, { saved, removed });
}

async function withTargets(targets: TargetTopic[], { count = 160, seed = 4 } = {}) {
  const stores = await openTemporaryDatabases();
  await saveDocuments(stores, inventDocuments({ count, seed }));
  await setTargets(stores, targets);
  return stores;
}

const livingTargets = async (stores: OpenedStores) =>
  (await stores.topicStore.cards(channelId)).filter(({ origin }) => origin === 'target');

describe('topics of targets', () => {
  test('cards and bundles are valid, sorted and above the gates, and no document is lost or counted twice', async () => {
    const words = fc.constantFrom(
      'bread dough',
      'wheel spoke tyre',
      'tomato compost',
      'council traffic',
      'quark gluon',
      'today',
    );
    const target = fc.record({
      title: words,
      description: fc.oneof(fc.constant(''), words),
      examples: fc.array(words, { maxLength: 2 }),
      exclusions: fc.array(words, { maxLength: 2 }),
    });
    const targets = fc.uniqueArray(target, { selector: ({ title }) => title, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(targets, fc.nat(1_000), fc.integer({ min: 0, max: 120 }), async (named, seed, count) => {
        const parsed = named.map((one) => targetTopicSchema.parse(one));
        const stores = await withTargets(parsed, { count, seed });
        const { report } = await topicize(stores);
        const { cards, bundles, outside } = await readCatalogue(stores);
        for (const card of cards) {
          topicCardSchema.parse(card);
          const bundle = topicBundleSchema.parse(bundles.find(({ topic_id }) => topic_id === card.id));
          const refs = bundle.items.map(({ source_ref }) => source_ref);
          expect(new Set(refs).size).toBe(refs.length);
          const sorted = bundle.items.toSorted(
            (left, right) =>
              (left.role < right.role ? -1 : left.role > right.role ? 1 : 0) ||
              right.score - left.score ||
              (left.source_ref < right.source_ref ? -1 : 1),
          );
          expect(bundle.items).toEqual(sorted);
          expect(bundle.items.every(({ score }) => score >= parameters.supportingMinScore)).toBe(true);
          expect(card.anchors.every(({ score }) => score >= parameters.anchorMinScore)).toBe(true);
          expect(refs.slice(0, card.anchors.length)).toEqual(card.anchors.map(({ anchor_ref }) => anchor_ref));
          expect(card.type === 'cluster').toBe(card.anchors.length > 1);
        }
        expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
        const held = new Set(bundles.flatMap(({ items }) => items.map(({ source_ref }) => source_ref)));
        expect(outside.filter(({ sourceRef }) => held.has(sourceRef))).toEqual([]);
        expect(report.covered_items_total).toBe(held.size);
        expect(report.covered_items_total + report.outside_topics_total).toBe(count);
        expect(await stores.topicStore.countCovered(channelId)).toBe(held.size);
        const found = cards.filter(({ origin }) => origin === 'target').map(({ title }) => title);
        expect([...found, ...report.targets_without_content].sort()).toEqual(parsed.map(({ title }) => title).sort());
        expect(report.targets_total).toBe(parsed.length);
      }),
      { numRuns: 10 },
    );
  }, 90_000);

  test('a target holds what it is about, under the words of the person, and one without content is named', async () => {
    const stores = await withTargets([bread, wheels, absent]);
    const { report } = await topicize(stores);
    expect(report).toMatchObject({ targets_total: 3, targets_without_content: ['Chess'] });
    const [card] = (await livingTargets(stores)).filter(({ title }) => title === 'Bread');
    expect(card).toMatchObject({
      summary: bread.description,
      scope_in: [bread.description],
      status: 'active',
      type: 'cluster',
      theme: null,
      protected: ['title'],
    });
    expect(card?.id).toMatch(`topic:${card?.anchors[0]?.anchor_ref}`);
    const bundle = await stores.topicStore.bundle(card?.id ?? '');
    const texts = await stores.documentStore.getDocuments(bundle?.items.map(({ source_ref }) => source_ref) ?? []);
    expect(texts.size).toBeGreaterThan(20);
    for (const { text_clean } of texts.values()) {
      expect(text_clean).toMatch(
        /bread|dough|flour|oven|starter|rye|loaf|crust|yeast|salt|kneading|baking|hydration|scoring|steam/,
      );
    }
  });

  test('what is discovered is the same, byte by byte, with targets and without', async () => {
    const discovered = async (stores: OpenedStores) => {
      await topicize(stores);
      const { cards, bundles } = await readCatalogue(stores);
      const own = cards.filter(({ origin }) => origin === 'discovered').map(({ metadata: _, ...card }) => card);
      return JSON.stringify([own, bundles.filter(({ topic_id }) => own.some(({ id }) => id === topic_id))]);
    };
    expect(await discovered(await withTargets([bread, wheels]))).toBe(await discovered(await withTargets([])));
  });

  test('a changed list is worked on without founding the topics anew, and an equal one is not', async () => {
    const stores = await withTargets([bread]);
    await topicize(stores);
    const first = await readCatalogue(stores);
    expect((await topicize(stores, { runId: 'run-2' })).outcome).toBe('nothing_to_do');
    await setTargets(stores, [wheels]);
    const { outcome, report } = await topicize(stores, { runId: 'run-3' });
    expect([outcome, report.founded_anew, report.targets_total]).toEqual(['done', false, 2]);
    const second = await readCatalogue(stores);
    const others = second.cards.filter(({ title }) => title !== wheels.title);
    expect(JSON.stringify(others)).toBe(JSON.stringify(first.cards));
    expect(second.bundles).toEqual(expect.arrayContaining(first.bundles));
  });

  test('new documents join at once, as if all had been there from the start', async () => {
    const stores = await withTargets([bread, wheels], { count: 150, seed: 21 });
    await topicize(stores);
    const ids = (await livingTargets(stores)).map(({ id }) => id);
    await saveDocuments(stores, inventDocuments({ count: 10, seed: 22, firstId: 151 }));
    expect((await topicize(stores, { runId: 'run-2' })).report.founded_anew).toBe(false);
    const grown = await livingTargets(stores);
    expect(grown.map(({ id }) => id)).toEqual(ids);
    const whole = await withTargets([bread, wheels], { count: 150, seed: 21 });
    await saveDocuments(whole, inventDocuments({ count: 10, seed: 22, firstId: 151 }));
    await topicize(whole);
    for (const { title, id } of grown) {
      const [same] = (await livingTargets(whole)).filter((card) => card.title === title);
      const items = async (from: OpenedStores, topicId = '') =>
        (await from.topicStore.bundle(topicId))?.items.map(({ source_ref, score }) => [source_ref, score]);
      expect(await items(stores, id)).toEqual(await items(whole, same?.id));
    }
  });

  test('a topic is retired when its content or its target goes, and has its id again when they come back', async () => {
    const stores = await withTargets([wheels]);
    await saveDocuments(
      stores,
      [1, 2, 3].map((id) => newDocument(id + 500, { text_clean: `Zither strings and zither tuning ${id}` })),
    );
    const zither = targetOf('Zithers', { description: 'Strings and tuning of a zither.' });
    await setTargets(stores, [zither]);
    await topicize(stores);
    const before = await livingTargets(stores);
    expect(before.map(({ title }) => title).sort()).toEqual(['Wheels and tyres', 'Zithers']);
    const id = before.find(({ title }) => title === 'Zithers')?.id ?? '';
    await saveDocuments(
      stores,
      [1, 2, 3].map((id) => newDocument(id + 500, { text_clean: `Something else entirely ${id}` })),
    );
    const { report } = await topicize(stores, { runId: 'run-2' });
    expect(report.targets_without_content).toEqual(['Zithers']);
    expect((await stores.topicStore.card(id))?.status).toBe('retired');
    await saveDocuments(
      stores,
      [1, 2, 3].map((id) => newDocument(id + 500, { text_clean: `Zither strings and zither tuning ${id}` })),
    );
    await topicize(stores, { runId: 'run-3' });
    expect(await stores.topicStore.card(id)).toMatchObject({ status: 'active', title: 'Zithers' });
    await setTargets(stores, [], ['Zithers', wheels.title]);
    expect((await topicize(stores, { runId: 'run-4' })).report.targets_total).toBe(0);
    expect(await livingTargets(stores)).toEqual([]);
    expect((await stores.topicStore.history(id)).map(({ change }) => change)).toEqual([
      'created',
      'retired',
      'updated',
      'retired',
    ]);
  });

  test('what a person retired stays away though a target holds its messages, whichever came first', async () => {
    const clock = { now: () => new Date('2026-01-02T03:04:05Z') };
    for (const namedFirst of [true, false]) {
      const stores = await withTargets(namedFirst ? [bread] : [], { count: 200, seed: 5 });
      await topicize(stores);
      const heldBy = async (origin: string) => {
        const cards = (await stores.topicStore.cards(channelId)).filter((card) => card.origin === origin);
        const bundles = await Promise.all(cards.map(({ id }) => stores.topicStore.bundle(id)));
        return bundles.map((bundle) => ({
          id: bundle?.topic_id ?? '',
          refs: bundle?.items.map(({ source_ref }) => source_ref) ?? [],
        }));
      };
      const before = await heldBy('discovered');
      await setTargets(stores, [bread]);
      await topicize(stores, { runId: 'run-2' });
      const named = new Set((await heldBy('target')).flatMap(({ refs }) => refs));
      const unwanted = before.filter(({ refs }) => refs.filter((ref) => named.has(ref)).length > refs.length / 2);
      const refs = unwanted.flatMap((topic) => topic.refs);
      expect(refs.filter((ref) => named.has(ref)).length).toBeGreaterThan(20);
      await setTargets(stores, namedFirst ? [bread] : [], namedFirst ? [] : [bread.title]);
      await topicize(stores, { runId: 'run-3' });
      await retireTopics(
        { ...stores, clock },
        unwanted.map(({ id }) => id),
        {},
      );
      await setTargets(stores, [bread]);
      await topicize(stores, { runId: 'run-4' });
      await topicize(stores, { runId: 'run-5', force: true });
      await topicize(stores, { runId: 'run-6', force: true });
      expect(new Set((await heldBy('target')).flatMap((topic) => topic.refs))).toEqual(named);
      const anew = new Set((await heldBy('discovered')).flatMap((topic) => topic.refs));
      expect(refs.filter((ref) => anew.has(ref))).toEqual([]);
    }
  }, 60_000);

  test('a message that is nearly an example is in, and what an exclusion is nearer to is out', async () => {
    const example = 'Zebra quagga okapi savanna waterhole at dusk.';
    const stores = await withTargets([targetOf('Animals', { examples: [example] })]);
    await saveDocuments(stores, [newDocument(501, { text_clean: `${example} Zebra!` })]);
    await topicize(stores);
    const [card] = await livingTargets(stores);
    expect(card?.anchors.map(({ message_id }) => message_id)).toContain('501');

    const both = targetOf('Vehicles', { description: 'A bicycle, a wheel, and traffic on the street.' });
    const sizeOf = async (target: TargetTopic) => {
      const asked = await withTargets([target]);
      await topicize(asked);
      const [own] = await livingTargets(asked);
      const refs = (await asked.topicStore.bundle(own?.id ?? ''))?.items.map(({ source_ref }) => source_ref) ?? [];
      const texts = [...(await asked.documentStore.getDocuments(refs)).values()].map(({ text_clean }) => text_clean);
      return texts.filter((text) => /council|mayor|petition|parking/.test(text)).length;
    };
    const without = { ...both, exclusions: ['Council, mayor, petition, meeting and vote; traffic, street, lane and parking.'] };
    expect(await sizeOf(both)).toBeGreaterThan(5);
    expect(await sizeOf(without)).toBeLessThan((await sizeOf(both)) / 2);
  });
});
