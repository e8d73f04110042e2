import type { TgParserError } from '../domain/tg-parser-error.ts';
import type { AnswerOrigin, LanguageModel } from '../ports/language-model.ts';
import { type TopicToWord, type TopicWording, wordTopics } from '../ports/word-topics.ts';
import type { DraftTopic } from './draft-topic.ts';
import type { LoadedChannel } from './load-documents.ts';
import { showTerms } from './show-terms.ts';
import { stopWhenAborted } from './stop-when-aborted.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';

export interface WordedDraft extends DraftTopic {
  wording: TopicWording;
  /** Who worded it. */
  origin: AnswerOrigin;
  /** Why the model did not, so that the spare one had to; null when it did. */
  failure: TgParserError | null;
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

type Worded = Pick<WordedDraft, 'wording' | 'origin' | 'failure'>;

/**
 * Has the model word each topic from a few central documents and the terms that set it apart. A topic for which the model fails is
 * worded by the spare model, so that none is lost.
 *
 * @throws TgParserError what concerns every topic
 */
export async function wordDrafts(
  { documentStore, model, spareModel }: Pick<TopicizeDependencies, 'documentStore' | 'model' | 'spareModel'>,
  { channelId, channel, drafts }: { channelId: string; channel: LoadedChannel; drafts: DraftTopic[] },
  options: TopicizeOptions,
): Promise<WordedDraft[]> {
  const { runId, concurrency = 1, budgetUsd, useCache, signal, onProgress } = options;
  const prepared: PreparedDraft[] = [];
  for (const draft of drafts) {
    stopWhenAborted(signal);
    prepared.push(await prepare(draft));
  }
  const worded = new Map<string, Worded>();
  const failed = new Map<string, { question: TopicToWord; failure: TgParserError }>();
  await ask(model, prepared.map(toQuestion), null);
  stopWhenAborted(signal);
  for (const { question, failure } of failed.values()) {
    await ask(spareModel, [question], failure);
  }
  return prepared.map(({ draft, shownTerms, documents }, place) => {
    const own = worded.get(String(place));
    if (!own) {
      throw new RangeError(`topic ${place} of ${prepared.length} has no outcome`);
    }
    return { ...draft, ...own, shownTerms, wordedFrom: draft.central.slice(0, documents.length) };
  });

  async function ask(asked: LanguageModel, questions: TopicToWord[], failure: TgParserError | null): Promise<void> {
    const purpose = { runId, step: 'topicize', channelId } as const;
    const answers = asked.answer(wordTopics, questions, { purpose, concurrency, budgetUsd, useCache, signal });
    for await (const outcomes of answers) {
      for (const outcome of outcomes) {
        if ('error' in outcome) {
          failed.set(outcome.item.id, { question: outcome.item, failure: outcome.error });
        } else {
          worded.set(outcome.item.id, { wording: outcome.answer, origin: outcome.origin, failure });
        }
      }
      onProgress?.({ activity: 'wording topics', done: worded.size, total: drafts.length, unit: 'topics' });
    }
  }

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
