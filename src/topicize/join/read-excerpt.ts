import type { HeldItem, OutsideDocument } from '../../ports/topic-store.ts';
import { mostDaysApart } from '../describe/find-stories.ts';
import { embedFurtherUnits } from '../group/embed-units.ts';
import { topicAuthorWeight } from '../group/found-groups.ts';
import type { GroupedChannel } from '../group/grouped-channel.ts';
import { weighAuthors } from '../group/weigh-authors.ts';
import type { SummedCounts } from '../read/count-documents.ts';
import { createDocumentReader } from '../read/document-reader.ts';
import { findConversations } from '../read/find-conversations.ts';
import { findRepeats } from '../read/find-repeats.ts';
import { gatherUnits, type Unit } from '../read/gather-units.ts';
import type { LoadedChannel, LoadedDocument } from '../read/load-documents.ts';
import { placeInConversations } from '../read/place-in-conversations.ts';
import { readThreads } from '../read/read-threads.ts';
import { settleRepeats } from '../read/settle-repeats.ts';
import { shapesTopics } from '../read/shapes-topics.ts';
import { workingLanguages } from '../read/working-language.ts';
import { stopWhenAborted } from '../stop-when-aborted.ts';
import type { TopicizeDependencies, TopicizeOptions } from '../topicize-options.ts';
import { countIdle } from './count-idle.ts';
import { findCompany } from './find-company.ts';
import type { LearntCatalogue } from './learnt-catalogue.ts';

/** The documents of a channel that new ones have to do with. */
export interface Excerpt {
  /** Units without anything new have no direction, unless they are outside. */
  grouped: GroupedChannel;
  /** Places of the new documents. */
  fresh: ReadonlySet<number>;
  /** What topics hold, by source_ref. */
  held: ReadonlyMap<string, readonly HeldItem[]>;
  outside: ReadonlyMap<string, OutsideDocument>;
}

export interface ExcerptWork {
  channelId: string;
  /** source_refs of the new documents. */
  unplaced: readonly string[];
  learnt: LearntCatalogue;
  /** Of all documents of the channel. */
  counts: SummedCounts;
}

/** Documents outside are looked through for new subjects as long as they are so recent. */
const outsideDays = 30;
const pageSize = 500;
/** An excerpt of more documents than this, and than twenty times the new ones, costs about as much as reading all. */
const mostDocuments = 5_000;
const mostForEach = 20;

/**
 * Reads the new documents; the conversations that they are part of; the originals that they repeat; what was written shortly before, as far as
 * it may be the same story or a subject that comes up; and what is asked for. Of all other messages it reads only when they were
 * written and what they answer.
 *
 * @returns a function that reads the excerpt, with the documents of some further source_refs; it gives null when so much is to be
 *   read that reading all is better, or when documents that the catalogue knows have become noise or repetitions, or are no more
 */
export async function createExcerptReader(
  dependencies: Pick<TopicizeDependencies, 'rawStore' | 'documentStore' | 'topicStore' | 'embedder'>,
  { channelId, unplaced, learnt, counts }: ExcerptWork,
  options: Pick<TopicizeOptions, 'signal' | 'onProgress'>,
): Promise<(further: readonly string[]) => Promise<Excerpt | null>> {
  const { rawStore, documentStore, topicStore } = dependencies;
  const languageOf = workingLanguages(counts.byLanguage);
  const reader = createDocumentReader(languageOf);
  const known = new Map<string, LoadedDocument>();
  const countOf = new Map(learnt.stems.map((stem, place) => [stem, learnt.stemCounts[place] ?? 0]));
  const places = await readThreads(rawStore, channelId);
  const talk = { places, ...findConversations(places) };
  const fresh = new Set(unplaced);
  const mostRead = Math.max(mostDocuments, fresh.size * mostForEach);
  const { together, shortlyBefore } = findCompany(talk, { channelId, fresh, mostDays: outsideDays });
  const lately = [...shortlyBefore.keys()];
  const near = [...new Set([...lately, ...together])];
  const held = await topicStore.itemsOf(channelId, near);
  const outside = await topicStore.outsideOf(channelId, near);
  const company = [
    ...together,
    ...lately.filter((ref) => outside.has(ref) || (held.has(ref) && (shortlyBefore.get(ref) ?? 0) <= mostDaysApart)),
  ];
  return read;

  async function read(further: readonly string[]): Promise<Excerpt | null> {
    const wanted = [...new Set([...unplaced, ...company, ...further])];
    if (wanted.length > mostRead) {
      return null;
    }
    await load(wanted);
    const own = new Map(wanted.flatMap((ref) => entryOf(ref)));
    for (let missing = originalsOutside(own); missing.length > 0; missing = originalsOutside(own)) {
      await load(missing);
      for (const ref of missing) {
        own.set(ref, known.get(ref) ?? null);
      }
    }
    const documents = [...own.values()].flatMap((document) => (document === null ? [] : [{ ...document }])).sort(inOrder);
    const elsewhere = documents.map(({ sourceRef }) => sourceRef).filter((ref) => !fresh.has(ref) && !held.has(ref));
    for (const [ref, items] of await topicStore.itemsOf(channelId, elsewhere)) {
      held.set(ref, items);
    }
    for (const [ref, document] of await topicStore.outsideOf(channelId, elsewhere)) {
      outside.set(ref, document);
    }
    const idle = countIdle(documents.filter(({ sourceRef }) => fresh.has(sourceRef)));
    if (learnt.noise + idle.noise !== counts.noise || learnt.duplicates + idle.duplicates !== counts.duplicates) {
      return null;
    }
    placeInConversations(documents, talk, 0);
    settleRepeats(documents);
    return { grouped: await group(documents), fresh: placesOf(documents), held, outside };
  }

  function entryOf(ref: string): [string, LoadedDocument | null][] {
    const document = known.get(ref);
    return document === undefined ? [] : [[ref, document]];
  }

  function originalsOutside(own: ReadonlyMap<string, LoadedDocument | null>): string[] {
    const originals = [...own.values()].flatMap((document) => document?.duplicateOf ?? []);
    return [...new Set(originals)].filter((ref) => !own.has(ref));
  }

  async function load(refs: readonly string[]): Promise<void> {
    const missing = refs.filter((ref) => !known.has(ref));
    for (let first = 0; first < missing.length; first += pageSize) {
      stopWhenAborted(options.signal);
      for (const [ref, document] of await documentStore.getDocuments(missing.slice(first, first + pageSize))) {
        known.set(ref, reader.read(document));
      }
    }
  }

  function placesOf(documents: readonly LoadedDocument[]): Set<number> {
    return new Set(documents.flatMap(({ sourceRef }, place) => (fresh.has(sourceRef) ? [place] : [])));
  }

  async function group(documents: LoadedDocument[]): Promise<GroupedChannel> {
    const isFresh = ({ sourceRef }: LoadedDocument) => fresh.has(sourceRef);
    const added = documents.filter((document) => isFresh(document) && shapesTopics(document));
    const channel: LoadedChannel = {
      documents,
      stems: reader.stems,
      languageOf,
      totals: { documents: counts.documents, shaping: learnt.totals.shaping + added.length },
    };
    const stemCounts = Int32Array.from(reader.stems, (stem) => countOf.get(stem) ?? 0);
    for (const stem of added.flatMap(({ stems }) => [...stems])) {
      stemCounts[stem] = (stemCounts[stem] as number) + 1;
    }
    const units = gatherUnits(channel);
    return {
      ...{ channel, stemCounts, units },
      space: {
        words: await embedMoving(channel, units),
        authors: weighAuthors(units, learnt.authors),
        authorWeight: topicAuthorWeight,
      },
      learnt: learnt.space,
      repeats: findRepeats(channel),
      targets: [],
      targetVectors: { values: new Float32Array(0), dimensions: learnt.space.dimensions, size: 0 },
    };
  }

  /** Of what may find a place: a provider is not paid for the rest. */
  async function embedMoving(channel: LoadedChannel, units: readonly Unit[]): Promise<GroupedChannel['space']['words']> {
    const isMoving = (place: number) => {
      const ref = channel.documents[place]?.sourceRef ?? '';
      return fresh.has(ref) || outside.has(ref);
    };
    const moving = units.flatMap(({ members }, unit) => (members.some(isMoving) ? [unit] : []));
    const { dimensions } = learnt.space;
    const chosen = moving.flatMap((unit) => units[unit] ?? []);
    const vectors = await embedFurtherUnits(dependencies, { channel, units: chosen, learnt: learnt.space }, options);
    const values = new Float32Array(units.length * dimensions);
    for (const [row, unit] of moving.entries()) {
      values.set(vectors.values.subarray(row * dimensions, (row + 1) * dimensions), unit * dimensions);
    }
    return { values, dimensions, size: units.length };
  }
}

function inOrder(left: LoadedDocument, right: LoadedDocument): number {
  return (
    Number(left.messageType === 'comment') - Number(right.messageType === 'comment') ||
    Number(left.messageId) - Number(right.messageId)
  );
}
