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

const documentsPerTopic = 6;
/** Characters of a document that a model is given. */
const mostCharacters = 1_500;

interface PreparedDraft {
  draft: DraftTopic;
  shownTerms: string[];
  documents: TopicToWord['documents'];
}

/** Has the model word each topic from a few central documents and the terms that set it apart. */
export async function wordDrafts(
  { documentStore, model }: Pick<TopicizeDependencies, 'documentStore' | 'model'>,
  { channelId, channel, drafts }: { channelId: string; channel: LoadedChannel; drafts: DraftTopic[] },
  { runId, concurrency, budgetUsd, useCache, signal, onProgress }: TopicizeOptions,
): Promise<WordedDraft[]> {
  const prepared: PreparedDraft[] = [];
  for (const draft of drafts) {
    stopWhenAborted(signal);
    prepared.push(await prepare(draft));
  }
  const wordings = new Map<string, TopicWording>();
  const answered = model.answer(wordTopics, prepared.map(toQuestion), {
    purpose: { runId, step: 'topicize', channelId },
    concurrency: concurrency ?? 1,
    budgetUsd,
    useCache,
    signal,
  });
  for await (const outcomes of answered) {
    for (const outcome of outcomes) {
      if ('error' in outcome) {
        throw outcome.error;
      }
      wordings.set(outcome.item.id, outcome.answer);
    }
    onProgress?.({ activity: 'wording topics', done: wordings.size, total: drafts.length, unit: 'topics' });
  }
  stopWhenAborted(signal);
  return prepared.map(({ draft, shownTerms, documents }, place) => {
    const wording = wordings.get(String(place));
    if (!wording) {
      throw unanswered(model.modelId, prepared.length, wordings.size);
    }
    return { ...draft, wording, shownTerms, wordedFrom: draft.central.slice(0, documents.length) };
  });

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

  function toQuestion({ draft, shownTerms, documents }: PreparedDraft, place: number): TopicToWord {
    return {
      id: String(place),
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
