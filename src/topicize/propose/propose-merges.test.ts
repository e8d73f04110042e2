import { describe, expect, test } from 'vitest';
import { newDocument } from '../../../test/contract/documents.ts';
import { openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { channelId } from '../../../test/contract/raw-messages.ts';
import { createBuiltinLanguageModel } from '../../adapters/model-builtin/builtin-language-model.ts';
import type { OpenedStores } from '../../adapters/store-sql/open-stores.ts';
import type { MergeProposal } from '../../domain/merge-proposal.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { LanguageModel } from '../../ports/language-model.ts';
import { inventThemes } from '../__fixtures__/invented-themes.ts';
import { saveDocuments, topicize } from '../__fixtures__/topicize-documents.ts';

const builtin = createBuiltinLanguageModel();

/** Judges pairs as a model of a provider does, every other one to be the same, or fails for all; remembers what it was asked. */
function judge({ isFailing = false } = {}) {
  const asked: string[] = [];
  const origin = { modelId: 'scripted:one', promptId: 'sha256:1', promptName: 'one', parameters: {} };
  const model: LanguageModel = {
    ...builtin,
    origin: (task) => (task === 'judge_merges' ? origin : builtin.origin(task)),
    async *answer(task, items, options) {
      for await (const outcomes of builtin.answer(task, items, options)) {
        if (task.name !== 'judge_merges') {
          yield outcomes;
          continue;
        }
        yield outcomes.map(({ item }) => {
          asked.push(JSON.stringify({ ...item, id: '' }));
          return isFailing
            ? { item, error: new TgParserError('model_refused', 'no') }
            : { item, answer: task.answer.parse({ same: asked.length % 2 === 1, why: 'so' }), origin, usage: null, costUsd: 0 };
        });
      }
    },
  };
  return { model, asked };
}

async function openWithDocuments() {
  const stores = await openTemporaryDatabases();
  await saveDocuments(stores, inventThemes());
  return stores;
}

const known = ({ mergeProposalStore }: OpenedStores) => mergeProposalStore.proposals(channelId);
const inState = (proposals: readonly MergeProposal[], state: MergeProposal['state']) =>
  proposals.filter((proposal) => proposal.state === state);

describe('merges that a model proposes', () => {
  test('are of active topics that are near each other, and change none; the built-in engine proposes nothing', async () => {
    const [stores, plain] = [await openWithDocuments(), await openWithDocuments()];
    const { model, asked } = judge();
    const { outcome, report } = await topicize(stores, {}, model);
    await topicize(plain);
    expect(await known(plain)).toEqual([]);
    const proposals = await known(stores);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.length).toBeLessThanOrEqual(2 * report.topics_total);
    expect(proposals).toHaveLength(asked.length);
    expect(inState(proposals, 'proposed')).toHaveLength(Math.ceil(asked.length / 2));
    expect(inState(proposals, 'different')).toHaveLength(Math.floor(asked.length / 2));
    expect([outcome, report.merges_proposed_total]).toEqual(['done', Math.ceil(asked.length / 2)]);
    expect(proposals[0]).toMatchObject({ reason: 'so', modelId: 'scripted:one', at: '2026-01-02T03:04:05Z' });
    const titles = async ({ topicStore }: OpenedStores) =>
      (await topicStore.cards(channelId)).map(({ id, title }) => [id, title]);
    expect(await titles(stores)).toEqual(await titles(plain));
    const ids = new Set((await titles(stores)).map(([id]) => id));
    expect(proposals.every(({ firstId, secondId }) => ids.has(firstId) && ids.has(secondId))).toBe(true);
  });

  test('are asked about once, whatever was answered or decided, and however often topics are worked out', async () => {
    const stores = await openWithDocuments();
    const { model, asked } = judge();
    await topicize(stores, {}, model);
    const questions = asked.length;
    const [proposed] = inState(await known(stores), 'proposed');
    const dismissed = { ...(proposed ?? expect.fail('nothing is proposed')), state: 'dismissed' } as const;
    await stores.mergeProposalStore.saveProposals(channelId, [dismissed]);
    const before = await known(stores);
    expect((await topicize(stores, { runId: 'run-2' }, model)).outcome).toBe('nothing_to_do');
    const { report } = await topicize(stores, { runId: 'run-3', force: true }, model);
    expect(report.merges_proposed_total).toBe(inState(before, 'proposed').length);
    expect(asked).toHaveLength(questions);
    expect(await known(stores)).toEqual(before);
  });

  test('wait when the model fails: the run is partial, and the next one asks the same again', async () => {
    const stores = await openWithDocuments();
    const failing = judge({ isFailing: true });
    const { outcome, report } = await topicize(stores, {}, failing.model);
    const questions = failing.asked.length;
    expect([outcome, report.failed_by_class]).toEqual(['partial', { model_refused: questions }]);
    expect(report.merges_proposed_total).toBe(0);
    expect(inState(await known(stores), 'waiting')).toHaveLength(questions);
    const { model, asked } = judge();
    expect((await topicize(stores, { runId: 'run-2' }, model)).outcome).toBe('done');
    expect(asked.toSorted()).toEqual(failing.asked.toSorted());
    expect(inState(await known(stores), 'waiting')).toEqual([]);
    expect((await topicize(stores, { runId: 'run-3' }, model)).outcome).toBe('nothing_to_do');
  });

  test('a fallback without a prompt has no opinion: the pairs wait, and the run is whole', async () => {
    const stores = await openWithDocuments();
    const { model, asked } = judge();
    const fallen: LanguageModel = { ...model, answer: (...question) => builtin.answer(...question) };
    expect((await topicize(stores, {}, fallen)).outcome).toBe('done');
    const waiting = inState(await known(stores), 'waiting');
    expect(waiting.length).toBeGreaterThan(2);
    expect(waiting).toEqual(await known(stores));
    await topicize(stores, { runId: 'run-2', force: true }, model);
    expect(asked).toHaveLength(waiting.length);
  });

  test('are asked about when new documents join for topics that are worded anew, and for no other', async () => {
    const stores = await openWithDocuments();
    const { model, asked } = judge();
    await topicize(stores, {}, model);
    const questions = asked.length;
    const all = await known(stores);
    const grown = all[0]?.firstId ?? '';
    const items = (await stores.topicStore.bundle(grown))?.items ?? [];
    const documents = await stores.documentStore.getDocuments(items.map(({ source_ref }) => source_ref));
    const alike = [...documents.values()].map(({ text_clean }, index) =>
      newDocument(401 + index, { text_clean: text_clean.split(' ').reverse().join(' ') }),
    );
    const readAll = () => expect.fail('all documents are read');
    const joining = { ...stores, documentStore: { ...stores.documentStore, readDocumentsInOrder: readAll } };

    await saveDocuments(stores, alike.slice(0, 1));
    await topicize(joining, { runId: 'run-2' }, model);
    expect([asked.length, await known(stores)]).toEqual([questions, all]);

    await stores.mergeProposalStore.removeChannel(channelId);
    await saveDocuments(stores, alike.slice(1));
    await topicize(joining, { runId: 'run-3' }, model);
    const again = await known(stores);
    expect((await stores.topicStore.card(grown))?.metadata.topicization_run_id).toBe('run-3');
    expect(again.length).toBeGreaterThan(0);
    expect(again.length).toBeLessThan(all.length);
    expect(again.every(({ firstId, secondId }) => firstId === grown || secondId === grown)).toBe(true);
  });

  test('a crash before the catalogue is stored loses no decision, and the next run asks nothing twice', async () => {
    const stores = await openWithDocuments();
    const { model, asked } = judge();
    const topicStore = { ...stores.topicStore, replaceCatalogue: () => Promise.reject(new Error('killed')) };
    await expect(topicize({ ...stores, topicStore }, {}, model)).rejects.toThrow('killed');
    const [questions, before] = [asked.length, await known(stores)];
    expect(before).toHaveLength(questions);
    await topicize(stores, { runId: 'run-2' }, model);
    expect(asked).toHaveLength(questions);
    expect(await known(stores)).toEqual(before);
  });

  test('are never of topics that are retired, and what is known of those is removed', async () => {
    const stores = await openWithDocuments();
    const { model } = judge();
    await topicize(stores, {}, model);
    const before = await known(stores);
    const retired = before[0]?.firstId ?? '';
    const card = (await stores.topicStore.card(retired)) ?? expect.fail('there is no such topic');
    const items = (await stores.topicStore.bundle(retired))?.items ?? [];
    await stores.topicStore.changeTopics(channelId, {
      ...{ cards: [{ ...card, status: 'retired', protected: ['status'] }], bundles: [], removedOutside: [], versions: [] },
      outside: items.map(({ source_ref }) => {
        return { sourceRef: source_ref, nearestTopicId: retired, score: null, reason: 'topic_retired' };
      }),
    });
    await topicize(stores, { runId: 'run-2', force: true }, model);
    expect((await stores.topicStore.card(retired))?.status).toBe('retired');
    expect((await known(stores)).filter(({ firstId, secondId }) => firstId === retired || secondId === retired)).toEqual([]);
  });
});
