import type { CallEstimate } from '../ports/language-model.ts';
import { type TopicToWord, wordTopics } from '../ports/word-topics.ts';
import { type ChosenWork, chooseWork } from './choose-work.ts';
import { draftQuestions } from './describe/draft-questions.ts';
import { needsWords } from './describe/needs-words.ts';
import { discoverTopics } from './group/discover-topics.ts';
import { settleOptions, type TopicizeDependencies, type TopicizeOptions } from './topicize-options.ts';

/** What a run of `topicize` with the same options would ask the model for. Works the topics out, and stores nothing. */
export async function estimateTopics(
  dependencies: TopicizeDependencies,
  channelId: string,
  options: TopicizeOptions,
): Promise<CallEstimate> {
  const { model } = dependencies;
  const { signal, useCache } = options;
  const settled = settleOptions(options);
  const work = await chooseWork(dependencies, channelId, settled);
  return model.estimate(wordTopics, work === null ? [] : await questionsOf(work), { useCache, signal });

  async function questionsOf({ origin: _, ...chosen }: ChosenWork): Promise<TopicToWord[]> {
    const { grouped, drafts } = await discoverTopics(dependencies, { channelId, ...chosen }, settled);
    const living = drafts.flatMap((draft) => draft ?? []);
    const questions = await draftQuestions(dependencies, { channel: grouped.channel, drafts: living }, signal);
    return questions.filter(({ draft }) => settled.force === true || needsWords(draft)).map(({ question }) => question);
  }
}
