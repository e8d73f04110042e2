// How well the discovered topics of a real forum agree with the sections that its people wrote in, beside TF-IDF + k-means
// that is told the number of sections. Neither sees the sections' titles, nor who answers their opening messages.
// Usage: npx tsc -p tsconfig.bench.json && node dist-bench/bench/topics/forum-quality.js [--titles]
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuiltinLanguageModel } from '../../src/adapters/model-builtin/builtin-language-model.ts';
import { createBuiltinEmbedder } from '../../src/adapters/model-builtin/embed-corpus.ts';
import { VocabularyCounter } from '../../src/adapters/model-builtin/embed-vocabulary.ts';
import { openStores } from '../../src/adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../../src/adapters/store-sqlite/open-sqlite-databases.ts';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import { openExport } from '../../src/adapters/telegram-export/open-export.ts';
import { ingestSource } from '../../src/ingest/ingest-source.ts';
import type { RawStore } from '../../src/ports/raw-store.ts';
import { processChannel } from '../../src/process/process-channel.ts';
import { topicizeChannel } from '../../src/topicize/topicize-channel.ts';
import { type Agreement, measureAgreement } from './agreement.ts';
import { clusterByKMeans } from './cluster-by-k-means.ts';

const forum = fileURLToPath(new URL('../../../../shared/fixtures/desktop-html/forum/', import.meta.url));
const months = ['2022-11', '2023-01', '2023-02', '2023-03', '2023-04'];
const channelId = '1';
const noSubject = new Set(['', 'Общий', 'Offtopic']);
const shortest = 80;
const parameters = {
  maxTopics: null,
  topNAnchors: 3,
  anchorMinScore: 0.6,
  supportingMinScore: 0.5,
  singletonMinLength: 300,
  singletonMinScore: 0.75,
};

if (!existsSync(forum)) {
  console.log(`Skipped: ${forum} is not there.`);
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'tg-parser-topics-'));
const stores = openStores(
  openSqliteDatabases({
    paths: { ingestion: join(folder, 'ingestion'), raw: join(folder, 'raw'), processing: join(folder, 'processing') },
  }),
);
try {
  await measure();
} finally {
  await stores.close();
  rmSync(folder, { recursive: true });
}

async function measure(): Promise<void> {
  const labels = readLabels();
  const dependencies = {
    ...stores,
    model: createBuiltinLanguageModel(),
    spareModel: createBuiltinLanguageModel(),
    embedder: createBuiltinEmbedder(),
    clock: systemClock,
    log: { log: () => undefined },
  };
  await readForum();
  await processChannel(dependencies, channelId, { runId: 'bench' });
  const rawStore = withoutSections(stores.rawStore, labels.openings);
  const { report } = await topicizeChannel({ ...dependencies, rawStore }, channelId, { runId: 'bench', parameters });

  const topicOf = await readTopics(process.argv.includes('--titles'));
  const labelled = await readLabelled(labels.sections);
  const covered = labelled.filter(({ sourceRef }) => topicOf.has(sourceRef));
  const classes = new Set(labelled.map(({ label }) => label)).size;
  const groups = kMeansGroups(labelled, classes);
  const byKMeans = (items: Labelled[]) =>
    measureAgreement(items.map((item) => ({ group: String(groups.get(item.sourceRef)), label: item.label })));

  console.log(
    `${report.documents_considered} documents, ${report.topics_total} topics, ${report.covered_items_total} documents in them; ` +
      `${report.duration_seconds.toFixed(1)} s; ${labelled.length} labelled messages of at least ${shortest} characters, ${classes} sections`,
  );
  console.log('| method | coverage | messages | groups | NMI | purity |\n|---|---|---|---|---|---|');
  const ours = measureAgreement(covered.map((item) => ({ group: topicOf.get(item.sourceRef) ?? '', label: item.label })));
  row('tg-parser, number of topics found by itself', covered.length / labelled.length, ours);
  row('TF-IDF + spherical k-means, told the number', 1, byKMeans(labelled));
  row('the same, over the messages that ours covers', covered.length / labelled.length, byKMeans(covered));
}

async function readForum(): Promise<void> {
  const at = '2026-01-01T00:00:00Z';
  const source = await stores.sourceStore.add(
    { sourceId: 'forum', channelId, title: 'Forum', kind: 'group', via: 'export' },
    at,
  );
  for (const month of months) {
    const messages = await openExport({ path: join(forum, month), channelId });
    await ingestSource({ ...stores, clock: systemClock }, { source, messages });
    await messages.close();
  }
}

/** Answers to the opening message of a section tell the section: here they answer nothing. */
function withoutSections(rawStore: RawStore, openings: ReadonlySet<number>): RawStore {
  return {
    ...rawStore,
    async *readThreads(channel, options) {
      for await (const page of rawStore.readThreads(channel, options)) {
        yield page.map((place) => ({
          ...place,
          forumTopicId: null,
          parentId: place.parentId !== null && openings.has(place.parentId) ? null : place.parentId,
        }));
      }
    },
  };
}

function readLabels(): { sections: Map<string, string>; openings: Set<number> } {
  const rows = readFileSync(join(forum, 'labels.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
  return {
    sections: new Map(rows.map(([id = '', , , , , section = '']) => [id, section.trim()])),
    openings: new Set(rows.flatMap(([, , , , opening]) => (opening ? [Number(opening)] : []))),
  };
}

interface Labelled {
  sourceRef: string;
  label: string;
  text: string;
  language: string;
}

async function readLabelled(sections: Map<string, string>): Promise<Labelled[]> {
  const labelled: Labelled[] = [];
  for await (const page of stores.documentStore.readDocumentsInOrder(channelId, { pageSize: 500 })) {
    for (const { source_ref, source_message_id, text_clean, language } of page) {
      const label = sections.get(source_message_id) ?? '';
      if (!noSubject.has(label) && text_clean.length >= shortest) {
        labelled.push({ sourceRef: source_ref, label, text: text_clean, language: language === 'und' ? 'ru' : language });
      }
    }
  }
  return labelled;
}

async function readTopics(withTitles: boolean): Promise<Map<string, string>> {
  const topicOf = new Map<string, string>();
  for (const card of await stores.topicStore.cards(channelId)) {
    const items = (await stores.topicStore.bundle(card.id))?.items ?? [];
    for (const { source_ref } of items) {
      topicOf.set(source_ref, card.id);
    }
    if (withTitles) {
      console.log(`${items.length}\t${card.type}\t${card.title}\n\t${card.scope_in.join(' | ')}\n\t${card.summary}`);
      console.log(
        `\t${items
          .slice(0, 5)
          .map((item) => `${item.score} ${item.justification}`)
          .join('\n\t')}`,
      );
    }
  }
  return topicOf;
}

function kMeansGroups(labelled: Labelled[], clusters: number): Map<string, number> {
  const counter = new VocabularyCounter();
  for (const item of labelled) {
    counter.add(item);
  }
  const vocabulary = counter.finish();
  const rows = labelled.map((item) => vocabulary.vectorOf(item));
  const groups = clusterByKMeans(rows, vocabulary, { clusters, starts: 10 });
  return new Map(labelled.map(({ sourceRef }, place) => [sourceRef, groups[place] ?? 0]));
}

function row(method: string, coverage: number, { items, groups, nmi, purity }: Agreement): void {
  console.log(
    `| ${method} | ${(coverage * 100).toFixed(0)} % | ${items} | ${groups} | ${nmi.toFixed(3)} | ${purity.toFixed(3)} |`,
  );
}
