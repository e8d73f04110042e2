import type { CallEstimate } from '../ports/language-model.ts';
import { wordTopics } from '../ports/word-topics.ts';
import { discoverTopics } from './discover-topics.ts';
import { draftQuestions } from './draft-questions.ts';
import { effectiveParameters, type TopicizeDependencies, type TopicizeOptions } from './topicize-options.ts';

/** What a run of `topicize` with the same options would ask the model for. Works the topics out, and stores nothing. */
export async function estimateTopics(
  dependencies: TopicizeDependencies,
  channelId: string,
  options: TopicizeOptions,
): Promise<CallEstimate> {
  const { model } = dependencies;
  const { signal, useCache } = options;
  const parameters = effectiveParameters(options);
  const { grouped, drafts } = await discoverTopics(dependencies, channelId, { ...options, parameters });
  const questions = await draftQuestions(dependencies, { channel: grouped.channel, drafts }, signal);
  return model.estimate(
    wordTopics,
    questions.map(({ question }) => question),
    { useCache, signal },
  );
}
