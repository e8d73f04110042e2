import { expect, test } from 'vitest';
import { createBuiltinLanguageModel } from '../../adapters/model-builtin/builtin-language-model.ts';
import type { DocumentStore } from '../../ports/document-store.ts';
import { parameters } from '../__fixtures__/topicize-documents.ts';
import type { GroupedChannel } from '../group/grouped-channel.ts';
import type { Earlier } from '../read/read-earlier.ts';
import { nameThemes } from './name-themes.ts';
import type { WordedDraft } from './word-drafts.ts';

const refOf = (place: number) => `tg:1:post:${place}`;
const documents = Array.from({ length: 8 }, (_, place) => ({
  sourceRef: refOf(place),
  stems: new Int32Array(0),
  isNoise: false,
  duplicateOf: null,
}));
const grouped = {
  channel: { documents, stems: [], totals: { documents: 8, shaping: 8 }, languageOf: () => 'en' },
  stemCounts: new Int32Array(),
} as unknown as GroupedChannel;
const documentStore = { getDocuments: async () => new Map() } as Partial<DocumentStore> as DocumentStore;
const model = createBuiltinLanguageModel();

/** Two topics in each of two themes, two documents in each topic. */
const drafts = [0, 1, 2, 3].map((draft) => ({
  theme: Math.floor(draft / 2),
  places: [draft * 2, draft * 2 + 1],
  central: [draft * 2],
  wording: { title: `Topic ${draft}`, scope_in: ['hives'], scope_out: ['wasps'] },
  language: 'en',
})) as unknown as WordedDraft[];
const ids = [0, 1, 2, 3].map((draft) => `topic:${refOf(draft * 2)}`);

function earlierTheme(id: string, title: string, refs: string[]): Pick<Earlier, 'topics'> {
  const topic = { card: { theme: { id, title } }, items: new Map(refs.map((ref) => [ref, {}])) };
  return { topics: [topic] } as unknown as Pick<Earlier, 'topics'>;
}

test('a theme that keeps half of its documents keeps its id and title', async () => {
  const earlier = earlierTheme('theme:old', 'Beekeeping', [0, 1, 2].map(refOf));
  const { themes } = await nameAll(earlier);
  expect(themes[0]).toEqual({ id: 'theme:old', title: 'Beekeeping' });
});

test('another theme takes neither the id nor the title of one that is gone', async () => {
  const gone = earlierTheme(`theme:${refOf(0)}`, 'Beekeeping', ['tg:1:post:100', 'tg:1:post:101']);
  const { themes } = await nameAll(gone);
  expect(themes.map((theme) => theme?.id)).toEqual([0, 0, 4, 4].map((place, index) => `theme:${refOf(index < 2 ? 2 : place)}`));
  expect(themes.map((theme) => theme?.title)).not.toContain('Beekeeping');
});

function nameAll(earlier: Pick<Earlier, 'topics'>) {
  const options = { runId: 'run-1', parameters };
  return nameThemes(
    { documentStore, model, spareModel: model },
    { channelId: '1', grouped, drafts, ids },
    { earlier, options },
  );
}
