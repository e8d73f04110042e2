import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { channelId } from '../../../test/contract/raw-messages.ts';
import { createBuiltinLanguageModel } from '../../adapters/model-builtin/builtin-language-model.ts';
import type { OpenedStores } from '../../adapters/store-sql/open-stores.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { LanguageModel } from '../../ports/language-model.ts';
import { inventThemes } from '../__fixtures__/invented-themes.ts';
import { saveDocuments, topicize } from '../__fixtures__/topicize-documents.ts';

const builtin = createBuiltinLanguageModel();

/** Titles themes as a model of a provider does, or fails for all of them; says how often it was asked. */
function themeModel({ isFailing = false } = {}) {
  const asked: number[] = [];
  const origin = { modelId: 'scripted:one', promptId: 'sha256:1', promptName: 'one', parameters: {} };
  const model: LanguageModel = {
    ...builtin,
    origin: (task) => (task === 'word_themes' ? origin : builtin.origin(task)),
    async *answer(task, items, options) {
      for await (const outcomes of builtin.answer(task, items, options)) {
        if (task.name !== 'word_themes') {
          yield outcomes;
          continue;
        }
        asked.push(outcomes.length);
        yield outcomes.map(({ item }) =>
          isFailing
            ? { item, error: new TgParserError('model_refused', 'no') }
            : { item, answer: task.answer.parse({ title: `Section ${item.id}` }), origin, usage: null, costUsd: 0 },
        );
      }
    },
  };
  return { model, timesAsked: () => asked.reduce((sum, count) => sum + count, 0) };
}

async function themesOf({ topicStore }: OpenedStores) {
  const cards = await topicStore.cards(channelId);
  return [...new Map(cards.flatMap(({ theme }) => (theme ? [[theme.id, theme] as const] : []))).values()];
}

test('without a model, a title is made of words and stays', async () => {
  const stores = await openTemporaryDatabases();
  await saveDocuments(stores, inventThemes());
  await topicize(stores);
  const themes = await themesOf(stores);
  expect(themes.length).toBeGreaterThan(1);
  expect(themes.every(({ title, titled_by }) => /\p{L}, /u.test(title) && titled_by === undefined)).toBe(true);
  await topicize(stores, { runId: 'run-2', force: true });
  expect(await themesOf(stores)).toEqual(themes);
});

test('a model titles each theme once; those that it titled stay, those that were made of words do not', async () => {
  const stores = await openTemporaryDatabases();
  await saveDocuments(stores, inventThemes());
  await topicize(stores);
  const ids = (await themesOf(stores)).map(({ id }) => id);
  const { model, timesAsked } = themeModel();
  await topicize(stores, { runId: 'run-2', force: true }, model);
  const themes = await themesOf(stores);
  expect(themes.map(({ id }) => id)).toEqual(ids);
  expect(themes.every(({ title, titled_by }) => title.startsWith('Section ') && titled_by === 'scripted:one')).toBe(true);
  expect(timesAsked()).toBe(ids.length);
  await topicize(stores, { runId: 'run-3', force: true }, model);
  await topicize(stores, { runId: 'run-4', force: true });
  expect(await themesOf(stores)).toEqual(themes);
  expect(timesAsked()).toBe(ids.length);
});

test('a theme that the model fails for has the words of the built-in engine until the model answers', async () => {
  const stores = await openTemporaryDatabases();
  await saveDocuments(stores, inventThemes());
  const failing = themeModel({ isFailing: true });
  const { outcome, report } = await topicize(stores, {}, failing.model);
  const themes = await themesOf(stores);
  expect(themes.length).toBeGreaterThan(1);
  expect([outcome, report.failed_by_class]).toEqual(['partial', { model_refused: themes.length }]);
  expect(themes.every(({ title, titled_by }) => title !== '' && titled_by === undefined)).toBe(true);
  const { model, timesAsked } = themeModel();
  expect((await topicize(stores, { runId: 'run-2' }, model)).outcome).toBe('done');
  expect(timesAsked()).toBe(themes.length);
  expect((await themesOf(stores)).map(({ id, title }) => [id, title.split(' ')[0]])).toEqual(
    themes.map(({ id }) => [id, 'Section']),
  );
  expect((await topicize(stores, { runId: 'run-3' }, model)).outcome).toBe('nothing_to_do');
});
