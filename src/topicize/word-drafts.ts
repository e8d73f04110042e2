import { TgParserError } from '../domain/tg-parser-error.ts';
import { type TopicToWord, type TopicWording, wordTopics } from '../ports/word-topics.ts';
import type { DraftTopic } from './draft-topic.ts';
import type { LoadedChannel } from './load-documents.ts';
import { showTerms } from './show-terms.ts';
import { stopWhenAborted } from './stop-when-aborted.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';

export interface WordedDraft extends DraftTopic {
  wording: TopicWording;
  /** Terms as people write them, strongest first. */
  shownTerms: string[];
  /** The documents that the wording was made from. */
  wordedFrom: number[];
}

const topicsPerCall = 10;
const documentsPerTopic = 6;
/** Characters of a document that a model is given. */
const mostCharacters = 1_500;

interface PreparedDraft {
  draft: DraftTopic;
  shownTerms: string[];
  documents: TopicToWord['documents'];
}

/** Has the model word each topic, several in a call, from a few central documents and the terms that set it apart. */
export async function wordDrafts(
  { documentStore, model }: Pick<TopicizeDependencies, 'documentStore' | 'model'>,
  { channel, drafts }: { channel: LoadedChannel; drafts: DraftTopic[] },
  { signal, onProgress }: Pick<TopicizeOptions, 'signal' | 'onProgress'>,
): Promise<WordedDraft[]> {
  const prepared: PreparedDraft[] = [];
  for (const draft of drafts) {
    stopWhenAborted(signal);
    prepared.push(await prepare(draft));
  }
  const worded: WordedDraft[] = [];
  for (let start = 0; start < prepared.length; start += topicsPerCall) {
    stopWhenAborted(signal);
    const batch = prepared.slice(start, start + topicsPerCall);
    const topics = batch.map((item, index) => toQuestion(item, String(start + index)));
    const { output } = await model.generate({ task: wordTopics, input: { topics }, signal });
    const wordings = new Map(output.topics.map((wording) => [wording.id, wording]));
    for (const [index, { draft, shownTerms, documents }] of batch.entries()) {
      const wording = wordings.get(String(start + index));
      if (!wording) {
        throw unanswered(model.modelId, batch.length, output.topics.length);
      }
      worded.push({ ...draft, wording, shownTerms, wordedFrom: draft.central.slice(0, documents.length) });
    }
    onProgress?.({ activity: 'wording topics', done: worded.length, total: drafts.length, unit: 'topics' });
  }
  return worded;

  async function prepare(draft: DraftTopic): Promise<PreparedDraft> {
    const refs = draft.central.map((place) => channel.documents[place]?.sourceRef ?? '');
    const found = await documentStore.getDocuments(refs);
    const read = refs.flatMap((ref) => found.get(ref) ?? []);
    const texts = read.map(({ text_clean, language }) => ({ text: text_clean, language: channel.languageOf(language) }));
    const documents = read.slice(0, documentsPerTopic).map(({ source_ref, title, text_clean }) => ({
      source_ref,
      title,
      text: cutText(text_clean),
    }));
    return { draft, shownTerms: showTerms(texts, draft.terms), documents };
  }

  function toQuestion({ draft, shownTerms, documents }: PreparedDraft, id: string): TopicToWord {
    return {
      id,
      language: draft.language,
      documents,
      distinguishing_terms: shownTerms,
      neighbour_terms: neighbourTerms(draft, shownTerms),
      document_count: draft.places.length,
    };
  }

  /** The first terms of the nearest topics, or of the largest ones when nothing is near. */
  function neighbourTerms(draft: DraftTopic, own: string[]): string[] {
    const near = draft.related.length > 0 ? draft.related.flatMap((place) => prepared[place] ?? []) : prepared.slice(0, 4);
    const others = near.filter((other) => other.draft !== draft).flatMap(({ shownTerms }) => shownTerms.slice(0, 2));
    return [...new Set(others)].filter((term) => !own.includes(term)).slice(0, 6);
  }
}

/** Cuts no surrogate pair in two. */
function cutText(text: string): string {
  return text.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '');
}

function unanswered(modelId: string, asked: number, answered: number): TgParserError {
  return new TgParserError('model_answer_invalid', `${modelId} worded ${answered} topics when asked for ${asked}, or others`, {
    hint: 'Run the same command again.',
  });
}
