import type { CallEstimate } from '../ports/language-model.ts';
import { type TopicToWord, wordTopics } from '../ports/word-topics.ts';
import { type ChosenWork, chooseWork } from './choose-work.ts';
import { draftQuestions } from './describe/draft-questions.ts';
import { isAsked } from './describe/is-asked.ts';
import { discoverTopics } from './group/discover-topics.ts';
import type { DraftTopic } from './group/draft-topic.ts';
import { draftJoin } from './join/join-documents.ts';
import type { LoadedChannel } from './read/load-documents.ts';
import { readEarlier } from './read/read-earlier.ts';
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

  async function questionsOf({ origin: _, cards, joining, ...chosen }: ChosenWork): Promise<TopicToWord[]> {
    const join = joining && (await draftJoin(dependencies, { channelId, cards, ...joining }, settled));
    if (join !== null) {
      const { excerpt, drafted } = join;
      return ask(excerpt.grouped.channel, [...drafted.regrown, ...drafted.added]);
    }
    const earlier = await readEarlier(dependencies.topicStore, channelId);
    const { grouped, drafts } = await discoverTopics(dependencies, { channelId, earlier, ...chosen }, settled);
    return ask(
      grouped.channel,
      drafts.flatMap((draft) => draft ?? []),
    );
  }

  async function ask(channel: LoadedChannel, drafts: DraftTopic[]): Promise<TopicToWord[]> {
    const questions = await draftQuestions(dependencies, { channel, drafts }, signal);
    return questions.filter(({ draft }) => settled.force === true || isAsked(draft)).map(({ question }) => question);
  }
}
