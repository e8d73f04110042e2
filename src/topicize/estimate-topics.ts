import type { CallEstimate } from '../ports/language-model.ts';
import { wordThemes } from '../ports/word-themes.ts';
import { type TopicToWord, wordTopics } from '../ports/word-topics.ts';
import { addEstimates } from './add-estimates.ts';
import { type ChosenWork, chooseWork } from './choose-work.ts';
import { draftQuestions } from './describe/draft-questions.ts';
import { draftThemeQuestions } from './describe/draft-theme-questions.ts';
import { findThemes } from './describe/find-themes.ts';
import { needsWords } from './describe/needs-words.ts';
import { wordDrafts } from './describe/word-drafts.ts';
import { discoverTopics } from './group/discover-topics.ts';
import { settleOptions, type TopicizeDependencies, type TopicizeOptions } from './topicize-options.ts';

/**
 * What a run of `topicize` with the same options would ask the model for. Works the topics out, and stores nothing. What is asked about worded topics is
 * estimated with the words of the spare model, which are about as long.
 */
export async function estimateTopics(
  dependencies: TopicizeDependencies,
  channelId: string,
  options: TopicizeOptions,
): Promise<CallEstimate> {
  const { model } = dependencies;
  const { signal, useCache } = options;
  const settled = settleOptions(options);
  const work = await chooseWork(dependencies, channelId, settled);
  const asked = work === null ? { topics: [], themes: [] } : await questionsOf(work);
  return addEstimates([
    await model.estimate(wordTopics, asked.topics, { useCache, signal }),
    await model.estimate(wordThemes, asked.themes, { useCache, signal }),
  ]);

  async function questionsOf({ origin: _, ...chosen }: ChosenWork) {
    const { grouped, drafts } = await discoverTopics(dependencies, { channelId, ...chosen }, settled);
    const { channel } = grouped;
    const living = drafts.flatMap((draft) => draft ?? []);
    const questions = await draftQuestions(dependencies, { channel, drafts: living }, signal);
    const topics: TopicToWord[] = questions
      .filter(({ draft }) => settled.force === true || needsWords(draft))
      .map(({ question }) => question);
    const worded = await wordDrafts(
      { ...dependencies, model: dependencies.spareModel },
      { channelId, channel, drafts: living },
      settled,
    );
    const themes = findThemes(channel, worded, chosen.earlier);
    return { topics, themes: await draftThemeQuestions(dependencies, { grouped, drafts: worded, themes }) };
  }
}
