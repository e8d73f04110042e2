import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBuiltinEmbedder } from '../../src/adapters/model-builtin/builtin-embedder.ts';
import { createBuiltinLanguageModel } from '../../src/adapters/model-builtin/builtin-language-model.ts';
import { type OpenedStores, openStores } from '../../src/adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../../src/adapters/store-sqlite/open-sqlite-databases.ts';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import type { RawMessage } from '../../src/domain/raw-message.ts';
import type { Source } from '../../src/domain/source.ts';
import { ingestSource } from '../../src/ingest/ingest-source.ts';
import type { LanguageModel } from '../../src/ports/language-model.ts';
import { processChannel } from '../../src/process/process-channel.ts';
import { type TopicizeReport, topicizeChannel } from '../../src/topicize/topicize-channel.ts';
import { listedSource } from '../../test/support/listed-source.ts';

/** The defaults of the program: the same for every channel, as for its users. */
const parameters = {
  maxTopics: null,
  topNAnchors: 3,
  anchorMinScore: 0.6,
  supportingMinScore: 0.5,
  singletonMinLength: 300,
  singletonMinScore: 0.75,
  rebuildGrowth: 0.12,
};

/** A channel in databases of its own, which goes the way of every channel. */
export class BenchChannel {
  readonly channelId: string;
  readonly stores: OpenedStores;
  readonly #folder = mkdtempSync(join(tmpdir(), 'tg-parser-topics-'));
  readonly #model: LanguageModel;
  #source: Source | undefined;

  constructor(channelId: string, { model = createBuiltinLanguageModel() }: { model?: LanguageModel } = {}) {
    this.channelId = channelId;
    this.#model = model;
    const [ingestion, raw, processing] = ['ingestion', 'raw', 'processing'].map((name) => join(this.#folder, name));
    this.stores = openStores(
      openSqliteDatabases({ paths: { ingestion: ingestion ?? '', raw: raw ?? '', processing: processing ?? '' } }),
    );
  }

  /** Stores messages in the order given, and makes documents of them. */
  async add(messages: readonly RawMessage[]): Promise<void> {
    this.#source ??= await this.stores.sourceStore.add(
      { sourceId: 'bench', channelId: this.channelId, title: 'Bench', kind: 'group', via: 'export' },
      '2026-01-01T00:00:00Z',
    );
    const listed = listedSource(this.channelId, messages);
    await ingestSource({ ...this.stores, clock: systemClock }, { source: this.#source, messages: listed });
    await processChannel(this.#dependencies(), this.channelId, { runId: 'bench' });
  }

  async topicize({ force }: { force?: boolean } = {}): Promise<TopicizeReport> {
    const { report } = await topicizeChannel(this.#dependencies(), this.channelId, { runId: 'bench', parameters, force });
    return report;
  }

  async close(): Promise<void> {
    await this.stores.close();
    rmSync(this.#folder, { recursive: true });
  }

  #dependencies() {
    return {
      ...this.stores,
      model: this.#model,
      spareModel: createBuiltinLanguageModel(),
      embedder: createBuiltinEmbedder(),
      clock: systemClock,
      log: { log: () => undefined },
    };
  }
}
