import type { TgParserError } from '../../domain/tg-parser-error.ts';
import type { TopicCard } from '../../domain/topic-card.ts';
import type { AnswerOrigin } from '../../ports/language-model.ts';
import { type TopicWording, wordTopics } from '../../ports/word-topics.ts';
import type { DraftTopic } from '../group/draft-topic.ts';
import type { LoadedChannel } from '../read/load-documents.ts';
import type { TopicizeDependencies, TopicizeOptions } from '../topicize-options.ts';
import { answerWithSpare } from './answer-with-spare.ts';
import { draftQuestions } from './draft-questions.ts';
import { isAsked } from './is-asked.ts';
import { wordingOf } from './wording-of.ts';

export interface WordedDraft extends DraftTopic {
  wording: TopicWording;
  /** How it was worded now; null for a topic that goes on with the words that it had. */
  worded: {
    /** Who worded it. */
    origin: AnswerOrigin;
    /** Why the model did not, so that the spare one had to; null when it did. */
    failure: TgParserError | null;
    /** Terms as people write them, strongest first. */
    shownTerms: string[];
    /** The documents that the wording was made from. */
    from: number[];
  } | null;
}

/**
 * Has the model word each topic from a few central documents and the terms that set it apart; topics that go on keep their words until
 * they have grown by half, or somebody asks for a rebuild. A topic for which the model fails is worded by the spare model, so that none is lost.
 *
 * @throws TgParserError what concerns every topic
 */
export async function wordDrafts(
  { documentStore, model, spareModel }: Pick<TopicizeDependencies, 'documentStore' | 'model' | 'spareModel'>,
  { channelId, channel, drafts }: { channelId: string; channel: LoadedChannel; drafts: DraftTopic[] },
  options: TopicizeOptions,
): Promise<WordedDraft[]> {
  const { runId, force = false, concurrency = 1, budgetUsd, useCache, signal, onProgress } = options;
  const questions = await draftQuestions({ documentStore }, { channel, drafts }, signal);
  const asked = questions.filter(({ draft }) => force || isAsked(draft)).map(({ question }) => question);
  const answers = await answerWithSpare(
    { model, spareModel },
    { task: wordTopics, items: asked },
    {
      purpose: { runId, step: 'topicize', channelId },
      ...{ concurrency, budgetUsd, useCache, signal },
      onAnswered: (done) => onProgress?.({ activity: 'wording topics', done, total: asked.length, unit: 'topics' }),
    },
  );
  return questions.map(({ draft, evidence, question }, place) => {
    const answer = answers.get(String(place));
    if (answer) {
      const { answer: wording, origin, failure } = answer;
      const worded = { origin, failure, shownTerms: question.distinguishing_terms, from: evidence };
      return { ...draft, wording: keepProtected(wording, draft.continues?.card), worded };
    }
    if (!draft.continues) {
      throw new RangeError(`topic ${place} of ${questions.length} has no outcome`);
    }
    return { ...draft, wording: wordingOf(draft.continues.card), worded: null };
  });
}

/** A title that a person chose stays, with its summary: they were meant together. */
function keepProtected(wording: TopicWording, card: TopicCard | undefined): TopicWording {
  return card?.protected?.includes('title') ? { ...wording, title: card.title, summary: card.summary } : wording;
}
