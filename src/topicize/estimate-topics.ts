import type { CallEstimate } from '../ports/language-model.ts';
import { wordThemes } from '../ports/word-themes.ts';
import { type TopicToWord, wordTopics } from '../ports/word-topics.ts';
import { addEstimates } from './add-estimates.ts';
import { type ChosenWork, chooseWork } from './choose-work.ts';
import { draftQuestions } from './describe/draft-questions.ts';
import { draftThemeQuestions } from './describe/draft-theme-questions.ts';
import { findThemes } from './describe/find-themes.ts';
import { isAsked } from './describe/is-asked.ts';
import { wordDrafts } from './describe/word-drafts.ts';
import { discoverTopics } from './group/discover-topics.ts';
import type { DraftTopic } from './group/draft-topic.ts';
import { draftJoin } from './join/join-documents.ts';
import type { LoadedChannel } from './read/load-documents.ts';
import { readEarlier } from './read/read-earlier.ts';
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

  async function questionsOf({ origin: _, cards, joining, counts, ...chosen }: ChosenWork) {
    const join = joining && (await draftJoin(dependencies, { channelId, cards, counts, ...joining }, settled));
    if (join !== null) {
      const { excerpt, drafted } = join;
      const topics = await questionsAbout(excerpt.grouped.channel, [...drafted.regrown, ...drafted.added]);
      return { topics, themes: [] };
    }
    const earlier = await readEarlier(dependencies.topicStore, channelId);
    const { grouped, drafts } = await discoverTopics(dependencies, { channelId, earlier, ...chosen }, settled);
    const { channel } = grouped;
    const living = drafts.flatMap((draft) => draft ?? []);
    const worded = await wordDrafts(
      { ...dependencies, model: dependencies.spareModel },
      { channelId, channel, drafts: living },
      settled,
    );
    const themes = findThemes(channel, worded, earlier);
    return {
      topics: await questionsAbout(channel, living),
      themes: await draftThemeQuestions(dependencies, { grouped, drafts: worded, themes }),
    };
  }

  async function questionsAbout(channel: LoadedChannel, drafts: DraftTopic[]): Promise<TopicToWord[]> {
    const questions = await draftQuestions(dependencies, { channel, drafts }, signal);
    return questions.filter(({ draft }) => settled.force === true || isAsked(draft)).map(({ question }) => question);
  }
}
