import type { ChatModel } from '../ports/chat-model.ts';
import type { MessageDescription, MessageToDescribe } from '../ports/describe-messages.ts';
import type { MergeJudgement, MergeToJudge } from '../ports/judge-merges.ts';
import type { ThemeToWord, ThemeWording } from '../ports/word-themes.ts';
import type { TopicToWord, TopicWording } from '../ports/word-topics.ts';
import type { Prompts } from './load-prompts.ts';
import type { PromptedTask } from './prompted-task.ts';
import { createDescribeMessagesTask } from './tasks/describe-messages-task.ts';
import { createJudgeMergesTask } from './tasks/judge-merges-task.ts';
import { createWordThemesTask } from './tasks/word-themes-task.ts';
import { createWordTopicsTask } from './tasks/word-topics-task.ts';

/** Every task of the product as it is put to chat models, by name. */
export interface PromptedTasks {
  describe_messages: PromptedTask<MessageToDescribe, MessageDescription>;
  word_topics: PromptedTask<TopicToWord, TopicWording>;
  word_themes: PromptedTask<ThemeToWord, ThemeWording>;
  judge_merges: PromptedTask<MergeToJudge, MergeJudgement>;
}

export function createPromptedTasks(
  { provider, model, parameters }: Pick<ChatModel, 'provider' | 'model' | 'parameters'>,
  prompts: Prompts,
): PromptedTasks {
  const origin = { modelId: `${provider}:${model}`, parameters };
  return {
    describe_messages: createDescribeMessagesTask(prompts.describe_messages, origin),
    word_topics: createWordTopicsTask(prompts.word_topics, origin),
    word_themes: createWordThemesTask(prompts.word_themes, origin),
    judge_merges: createJudgeMergesTask(prompts.judge_merges, origin),
  };
}
