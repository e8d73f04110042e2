import type { ProcessedDocument } from '../../domain/processed-document.ts';
import { contentWords } from '../../lib/text/content-words.ts';
import type { ThreadPlace } from '../../ports/raw-store.ts';
import type { TopicizeDependencies } from '../topicize-options.ts';
import { countDocuments } from './count-documents.ts';
import { findConversations } from './find-conversations.ts';
import { joinReposts } from './join-reposts.ts';
import { placeKey } from './place-key.ts';
import { settleRepeats } from './settle-repeats.ts';
import { storyLength } from './story-length.ts';
import { workingLanguages } from './working-language.ts';

/** What is kept of a document while topics are worked out; its text is read again where it is needed. */
export interface LoadedDocument {
  sourceRef: string;
  channelId: string;
  messageId: string;
  messageType: 'post' | 'comment';
  date: string;
  /** Characters of the clean text. */
  length: number;
  /** The language it is read in. */
  language: string;
  /** Distinct stems as places in `LoadedChannel.stems`. */
  stems: Int32Array;
  /** How many of these, the first ones, occur in the headline, and in the lead: see `sameStory`. */
  headlineStems: number;
  leadStems: number;
  /** Depends on the text only: what is sorted by it does not depend on how messages were stored. */
  contentOrder: number;
  /** Noise and duplicates get a topic, and do not shape any. */
  isNoise: boolean;
  /** The source_ref of the earliest document that says the same. */
  duplicateOf: string | null;
  /** Who wrote it, in places where people talk with each other; null elsewhere. */
  authorId: string | null;
  /** Number of its conversation; null for a document that stands alone. */
  conversation: number | null;
  threadId: string | null;
  parentId: string | null;
}

export interface LoadedChannel {
  /** In the order of their messages, those of one channel after those of another. */
  documents: LoadedDocument[];
  /** All stems met. */
  stems: string[];
  languageOf: (language: string) => string;
}

const pageSize = 500;
/** Hexadecimal digits of a content hash: as many as a number holds without loss. */
const orderDigits = 13;

/** Reads the documents of one or several channels, and which of them talk to each other. @param channelIds ascending */
export async function loadDocuments(
  { rawStore, documentStore }: Pick<TopicizeDependencies, 'rawStore' | 'documentStore'>,
  channelIds: readonly string[],
): Promise<LoadedChannel> {
  const { byLanguage } = await countDocuments(documentStore, channelIds);
  const languageOf = workingLanguages(byLanguage);
  const channel: LoadedChannel = { documents: [], stems: [], languageOf };
  const stemPlaces = new Map<string, number>();
  const hashes: string[] = [];
  let conversations = 0;
  for (const channelId of channelIds) {
    const first = channel.documents.length;
    for await (const page of documentStore.readDocumentsInOrder(channelId, { pageSize })) {
      for (const document of page) {
        channel.documents.push(toLoaded(document));
        if (channelIds.length > 1) {
          hashes.push(document.content_hash);
        }
      }
    }
    const own = channel.documents.slice(first);
    conversations += await placeInConversations(own, rawStore.readThreads(channelId, { pageSize: 5_000 }), conversations);
  }
  if (channelIds.length > 1) {
    joinReposts(channel.documents, hashes);
  }
  settleRepeats(channel.documents);
  return channel;

  function toLoaded(document: ProcessedDocument): LoadedDocument {
    const language = languageOf(document.language);
    return {
      sourceRef: document.source_ref,
      channelId: document.channel_id,
      messageId: document.source_message_id,
      messageType: document.message_type,
      date: document.date,
      length: document.text_clean.length,
      language,
      ...placeStems(document.text_clean, language),
      contentOrder: Number.parseInt(document.content_hash.slice('sha256:'.length, 'sha256:'.length + orderDigits), 16),
      isNoise: document.noise.is_noise,
      duplicateOf: document.duplicate_of,
      authorId: null,
      conversation: null,
      threadId: null,
      parentId: null,
    };
  }

  function placeStems(text: string, language: string): Pick<LoadedDocument, 'stems' | 'headlineStems' | 'leadStems'> {
    const places = new Set<number>();
    let words = 0;
    let headlineStems = 0;
    let leadStems = 0;
    for (const word of contentWords(text, language)) {
      if (word) {
        let place = stemPlaces.get(word.stem);
        if (place === undefined) {
          place = channel.stems.push(word.stem) - 1;
          stemPlaces.set(word.stem, place);
        }
        places.add(place);
        words++;
        headlineStems = words <= storyLength.headline ? places.size : headlineStems;
        leadStems = words <= storyLength.lead ? places.size : leadStems;
      }
    }
    return { stems: Int32Array.from(places), headlineStems, leadStems };
  }
}

/** @param firstNumber of the first conversation. @returns how many there are */
async function placeInConversations(
  documents: LoadedDocument[],
  pages: AsyncIterable<ThreadPlace[]>,
  firstNumber: number,
): Promise<number> {
  const places: ThreadPlace[] = [];
  for await (const page of pages) {
    places.push(...page);
  }
  const placeOf = new Map(places.map((place) => [placeKey(place.space, place.messageId), place]));
  const { conversations, isTalk } = findConversations(places);
  const members = new Map<string, LoadedDocument[]>();
  for (const document of documents) {
    const key = placeKey(document.messageType, Number(document.messageId));
    const place = placeOf.get(key);
    document.threadId = place ? String(place.threadId) : null;
    document.parentId = place?.parentId == null ? null : String(place.parentId);
    document.authorId = isTalk ? (place?.authorId ?? null) : null;
    const root = conversations.get(key);
    if (root !== undefined) {
      const known = members.get(root);
      if (known) {
        known.push(document);
      } else {
        members.set(root, [document]);
      }
    }
  }
  let number = firstNumber;
  for (const talk of members.values()) {
    if (talk.length > 1) {
      for (const document of talk) {
        document.conversation = number;
      }
      number++;
    }
  }
  return number - firstNumber;
}
