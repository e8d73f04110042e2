import { createBuiltinEmbedder } from '../../src/adapters/model-builtin/builtin-embedder.ts';
import { createBuiltinLanguageModel } from '../../src/adapters/model-builtin/builtin-language-model.ts';
import type { OpenedStores } from '../../src/adapters/store-sql/open-stores.ts';
import type { ProcessedDocument } from '../../src/domain/processed-document.ts';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { sha256 } from '../../src/lib/sha256.ts';
import { inventDocuments } from '../../src/topicize/__fixtures__/invented-channel.ts';
import { topicizeChannel } from '../../src/topicize/topicize-channel.ts';
import { chunkOf, newDocument, stateOf } from '../contract/documents.ts';
import { channelId, newMessage } from '../contract/raw-messages.ts';
import { type Happening, inventText, mostMessages } from './topics-in-change.ts';

const parameters = {
  maxTopics: null,
  topNAnchors: 3,
  anchorMinScore: 0.6,
  supportingMinScore: 0.5,
  singletonMinLength: 150,
  singletonMinScore: 0.75,
  rebuildGrowth: 0.105,
};
type Change = Extract<Happening, { what: 'change' }>;

export const clock = { now: () => new Date('2026-01-02T03:04:05Z') };
const noise = { is_noise: true, kind: 'greeting', reason: 'invented' };

/** A channel in real stores, whose messages can be added, changed and deleted as `ingest` and `process` would store it. */
export class ChangingChannel {
  readonly stores: OpenedStores;
  readonly #isTalk: boolean;
  readonly #documents = new Map<number, ProcessedDocument>();
  readonly #placed = new Set<number>();
  #runs = 0;

  constructor(stores: OpenedStores, { isTalk }: { isTalk: boolean }) {
    this.stores = stores;
    this.#isTalk = isTalk;
  }

  /** source_refs of its documents, ascending. */
  get refs(): string[] {
    return [...this.#documents.values()].map(({ source_ref }) => source_ref).sort();
  }

  async add({ first, count, seed }: { first: number; count: number; seed: number }): Promise<void> {
    const added = inventDocuments({ count, seed, firstId: first }).filter(
      ({ source_message_id }) => Number(source_message_id) <= mostMessages,
    );
    const ids = added.map(({ source_message_id }) => Number(source_message_id));
    await this.#place(ids, seed);
    await this.#save(added);
  }

  /** Adds one message. */
  async write(messageId: number, text: string): Promise<void> {
    await this.#place([messageId], messageId);
    await this.#save([newDocument(messageId, { text_clean: text })]);
  }

  async change({ which, into, seed, count }: Change): Promise<void> {
    const all = [...this.#documents.values()];
    const changed = Array.from({ length: Math.min(count, all.length) }, (_, index) => all[(which + index * 7) % all.length]);
    await this.#change(
      [...new Set(changed)].flatMap((document) => document ?? []),
      into,
      seed,
    );
  }

  async changeSome(refs: readonly string[], into: Change['into']): Promise<void> {
    const wanted = new Set(refs);
    await this.#change(
      [...this.#documents.values()].filter(({ source_ref }) => wanted.has(source_ref)),
      into,
      0,
    );
  }

  async #change(unique: readonly ProcessedDocument[], into: Change['into'], seed: number): Promise<void> {
    if (into === 'nothing') {
      await this.#remove(unique);
      return;
    }
    const all = [...this.#documents.values()];
    const copied = all[seed % all.length]?.text_clean ?? '';
    await this.#save(
      unique.map((document, index) => ({
        ...document,
        noise: into === 'noise' ? noise : document.noise,
        text_clean: into === 'copy' ? copied : into === 'other text' ? inventText(seed + index) : document.text_clean,
      })),
    );
  }

  topicize({ force, withBundles }: { force: boolean; withBundles: boolean }) {
    this.#runs += 1;
    const dependencies = {
      ...this.stores,
      model: createBuiltinLanguageModel(),
      spareModel: createBuiltinLanguageModel(),
      embedder: createBuiltinEmbedder(),
      clock,
      log: { log: () => undefined },
    };
    return topicizeChannel(dependencies, channelId, { runId: `run-${this.#runs}`, parameters, force, withBundles });
  }

  /** What answers what is settled when a message is first seen, and outlives its document. */
  async #place(ids: readonly number[], seed: number): Promise<void> {
    const random = seededRandom(seed);
    const fresh = ids.filter((id) => !this.#placed.has(id));
    const messages = fresh.map((messageId) => {
      const answered = this.#isTalk && random() < 0.4 ? ids[Math.floor(random() * ids.length)] : undefined;
      const parentId = answered !== undefined && answered < messageId ? answered : null;
      const author = { id: `user${Math.floor(random() * 5)}` };
      const date = new Date(Date.UTC(2024, 0, 1, messageId)).toISOString().replace('.000', '');
      this.#placed.add(messageId);
      return newMessage(messageId, {
        record: this.#isTalk ? { author, date } : { date },
        place: { parentId, threadId: parentId ?? messageId, date },
      });
    });
    if (messages.length > 0) {
      await this.stores.rawStore.writeChunk(channelId, (chunk) => chunk.insert(messages, '2026-01-02T03:04:05Z'));
    }
  }

  async #save(documents: readonly ProcessedDocument[]): Promise<void> {
    const saved = documents.map((document) => ({
      document: { ...document, content_hash: `sha256:${sha256(document.text_clean).replace(/^sha256:/, '')}` },
      sketch: [document.text_clean],
    }));
    for (const { document } of saved) {
      this.#documents.set(Number(document.source_message_id), document);
    }
    await this.stores.documentStore.saveChunk(channelId, chunkOf(saved));
    await this.stores.documentStore.settleDuplicates(channelId);
  }

  async #remove(documents: readonly ProcessedDocument[]): Promise<void> {
    const ids = documents.map(({ source_message_id }) => Number(source_message_id));
    for (const id of ids) {
      this.#documents.delete(id);
    }
    const states = ids.map((id) => stateOf(id, 'skipped', { skipReason: 'service' }));
    await this.stores.documentStore.saveChunk(channelId, { states, documents: [], failures: [] });
    await this.stores.documentStore.settleDuplicates(channelId);
  }
}
