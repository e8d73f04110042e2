import type { TgParserError } from '../domain/tg-parser-error.ts';
import type { AnswerOrigin, LanguageModel } from '../ports/language-model.ts';
import { type TopicToWord, type TopicWording, wordTopics } from '../ports/word-topics.ts';
import { draftQuestions } from './draft-questions.ts';
import type { DraftTopic } from './draft-topic.ts';
import type { LoadedChannel } from './load-documents.ts';
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
  const questions = await draftQuestions({ documentStore }, { channel, drafts }, signal);
  const worded = new Map<string, Worded>();
  const failed = new Map<string, { question: TopicToWord; failure: TgParserError }>();
  await ask(
    model,
    questions.map(({ question }) => question),
    null,
  );
  stopWhenAborted(signal);
  for (const { question, failure } of failed.values()) {
    await ask(spareModel, [question], failure);
  }
  return questions.map(({ draft, evidence, question }, place) => {
    const own = worded.get(String(place));
    if (!own) {
      throw new RangeError(`topic ${place} of ${questions.length} has no outcome`);
    }
    return { ...draft, ...own, shownTerms: question.distinguishing_terms, wordedFrom: evidence };
  });

  async function ask(asked: LanguageModel, toWord: TopicToWord[], failure: TgParserError | null): Promise<void> {
    const purpose = { runId, step: 'topicize', channelId } as const;
    const answers = asked.answer(wordTopics, toWord, { purpose, concurrency, budgetUsd, useCache, signal });
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
}
