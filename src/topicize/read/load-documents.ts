import type { TopicizeDependencies } from '../topicize-options.ts';
import { countDocuments } from './count-documents.ts';
import { createDocumentReader } from './document-reader.ts';
import { type Conversations, findConversations, type TalkHabits } from './find-conversations.ts';
import { joinReposts } from './join-reposts.ts';
import { placeInConversations } from './place-in-conversations.ts';
import { readThreads } from './read-threads.ts';
import { settleRepeats } from './settle-repeats.ts';
import { shapesTopics } from './shapes-topics.ts';
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
  /** Of all channels as they are, also when only an excerpt of their documents is here. */
  totals: ChannelTotals;
  talk: TalkHabits;
}

export interface ChannelTotals {
  documents: number;
  /** Those that are neither noise nor repetitions. */
  shaping: number;
}

const pageSize = 500;

/** Reads the documents of one or several channels, and which of them talk to each other. @param channelIds ascending */
export async function loadDocuments(
  { rawStore, documentStore }: Pick<TopicizeDependencies, 'rawStore' | 'documentStore'>,
  channelIds: readonly string[],
): Promise<LoadedChannel> {
  const { byLanguage } = await countDocuments(documentStore, channelIds);
  const languageOf = workingLanguages(byLanguage);
  const reader = createDocumentReader(languageOf);
  const documents: LoadedDocument[] = [];
  const hashes: string[] = [];
  const talks: Conversations[] = [];
  let conversations = 0;
  for (const channelId of channelIds) {
    const first = documents.length;
    for await (const page of documentStore.readDocumentsInOrder(channelId, { pageSize })) {
      for (const document of page) {
        documents.push(reader.read(document));
        if (channelIds.length > 1) {
          hashes.push(document.content_hash);
        }
      }
    }
    const own = documents.slice(first);
    const places = await readThreads(rawStore, channelId);
    const talk = findConversations(places);
    talks.push(talk);
    conversations += placeInConversations(own, { places, ...talk }, conversations);
  }
  if (channelIds.length > 1) {
    joinReposts(documents, hashes);
  }
  settleRepeats(documents);
  return {
    documents,
    stems: reader.stems,
    languageOf,
    totals: { documents: documents.length, shaping: documents.filter(shapesTopics).length },
    talk: {
      isTalk: talks.some(({ isTalk }) => isTalk),
      unseenTopics: talks.flatMap(({ unseenTopics }) => unseenTopics),
    },
  };
}
