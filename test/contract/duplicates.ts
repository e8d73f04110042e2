import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageSpace } from '../../src/domain/source-ref.ts';
import type { DocumentStore } from '../../src/ports/document-store.ts';
import { chunkOf, newDocument, refOf, stateOf } from './documents.ts';
import { channelId, collect } from './raw-messages.ts';

interface Sketched {
  space: MessageSpace;
  messageId: number;
  sketch: string[];
}

const sketched = fc.record({
  space: fc.constantFrom<MessageSpace>('post', 'comment'),
  messageId: fc.integer({ min: 1, max: 30 }),
  sketch: fc.uniqueArray(fc.integer({ min: 1, max: 25 }).map(String), { maxLength: 3 }),
});
const documents = fc.uniqueArray(sketched, { selector: ({ space, messageId }) => `${space}${messageId}`, maxLength: 25 });

/** How every DocumentStore settles duplicates. @param open gives an empty store for one test */
export function testDuplicates(name: string, open: () => Promise<DocumentStore>): void {
  describe(`${name} settles duplicates`, () => {
    it('follows shared keys transitively to the earliest message, posts before comments', async () => {
      const store = await open();
      await save(store, [
        { space: 'comment', messageId: 1, sketch: ['a'] },
        { space: 'post', messageId: 20, sketch: ['a', 'b'] },
        { space: 'post', messageId: 3, sketch: ['b', 'c'] },
        { space: 'post', messageId: 4, sketch: ['d'] },
      ]);
      expect(await store.settleDuplicates(channelId)).toBe(2);
      expect(await readDuplicates(store)).toEqual({ [refOf(20)]: refOf(3), [refOf(1, 'comment')]: refOf(3) });
    });

    it('raises the revision only when something changed', async () => {
      const store = await open();
      await save(store, [
        { space: 'post', messageId: 1, sketch: ['a'] },
        { space: 'post', messageId: 2, sketch: ['a'] },
      ]);
      const { revision } = await store.progress(channelId);
      await store.settleDuplicates(channelId);
      const settled = await store.progress(channelId);
      expect(settled.revision).toBeGreaterThan(revision);
      expect(await store.settleDuplicates(channelId)).toBe(1);
      expect(await store.progress(channelId)).toEqual(settled);
      expect((await readOne(store, 2))?.duplicate_of).toBe(refOf(1));
    });

    it('frees what repeated a document that went away', async () => {
      const store = await open();
      await save(store, [
        { space: 'post', messageId: 1, sketch: ['a'] },
        { space: 'post', messageId: 2, sketch: ['a'] },
      ]);
      await store.settleDuplicates(channelId);
      await store.saveChunk(channelId, {
        states: [stateOf(1, 'skipped', { skipReason: 'without_text' })],
        documents: [],
        failures: [],
      });
      expect(await store.settleDuplicates(channelId)).toBe(0);
      expect(await readDuplicates(store)).toEqual({});
    });

    it('ends alike for every order of arrival and every settling in between', async () => {
      await fc.assert(
        fc.asyncProperty(documents, fc.array(fc.nat({ max: 25 }), { maxLength: 3 }), fc.nat(), async (all, cuts, rotation) => {
          const store = await open();
          const shuffled =
            all.length === 0 ? [] : [...all.slice(rotation % all.length), ...all.slice(0, rotation % all.length)].reverse();
          let from = 0;
          for (const cut of [...cuts.sort((left, right) => left - right), shuffled.length]) {
            await save(store, shuffled.slice(from, cut));
            await store.settleDuplicates(channelId);
            from = Math.max(from, cut);
          }
          const expected = expectedDuplicates(all);
          expect(await store.settleDuplicates(channelId)).toBe(Object.keys(expected).length);
          expect(await readDuplicates(store)).toEqual(expected);
          await store.removeChannel(channelId);
        }),
        { numRuns: 30 },
      );
    });
  });
}

async function save(store: DocumentStore, items: Sketched[]): Promise<void> {
  await store.saveChunk(
    channelId,
    chunkOf(items.map(({ space, messageId, sketch }) => ({ document: newDocument(messageId, {}, space), sketch }))),
  );
}

async function readOne(store: DocumentStore, messageId: number) {
  return (await store.getDocuments([refOf(messageId)])).get(refOf(messageId));
}

async function readDuplicates(store: DocumentStore): Promise<Record<string, string>> {
  const read = await collect(store.readDocuments(channelId, { pageSize: 7 }));
  return Object.fromEntries(read.flatMap(({ source_ref, duplicate_of }) => (duplicate_of ? [[source_ref, duplicate_of]] : [])));
}

/** The slow, obvious way: repeat until no group grows. */
function expectedDuplicates(all: Sketched[]): Record<string, string> {
  const sorted = [...all].sort(
    (left, right) => Number(left.space === 'comment') - Number(right.space === 'comment') || left.messageId - right.messageId,
  );
  const groupOf = new Map(sorted.map((document, index) => [document, index]));
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (const left of sorted) {
      for (const right of sorted) {
        const lower = Math.min(groupOf.get(left) ?? 0, groupOf.get(right) ?? 0);
        if (left.sketch.some((key) => right.sketch.includes(key)) && groupOf.get(left) !== groupOf.get(right)) {
          groupOf.set(left, lower).set(right, lower);
          hasChanged = true;
        }
      }
    }
  }
  return Object.fromEntries(
    sorted.flatMap((document, index) => {
      const original = sorted[groupOf.get(document) ?? index];
      return original && original !== document
        ? [[refOf(document.messageId, document.space), refOf(original.messageId, original.space)]]
        : [];
    }),
  );
}
