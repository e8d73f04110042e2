import { describeMessages, type MessageDescription, type MessageToDescribe } from '../../ports/describe-messages.ts';
import type { AnswerOptions, ItemOutcome, LanguageModel } from '../../ports/language-model.ts';
import { createChatLanguageModel } from '../create-chat-language-model.ts';
import { loadPrompts } from '../load-prompts.ts';
import { type MemoryAnswers, memoryAnswers } from './memory-answers.ts';
import type { ScriptedChatModel } from './scripted-chat-model.ts';

export type Outcome = ItemOutcome<MessageToDescribe, MessageDescription>;

/** Of more words than a title has: a message that is its own title is not asked for one. */
export function newMessage(id: number, text = `message number ${id} of the neighbours down here`): MessageToDescribe {
  return { id: `tg:1:post:${id}`, text, context: null, language: 'en', entities: [] };
}

export function newMessages(count: number): MessageToDescribe[] {
  return Array.from({ length: count }, (_, index) => newMessage(index + 1));
}

export interface AskAbout extends Partial<AnswerOptions> {
  answers?: MemoryAnswers;
  maxOutputTokens?: number;
  itemsPerCall?: number;
}

export async function newLanguageModel(
  chat: ScriptedChatModel,
  { answers = memoryAnswers(), maxOutputTokens = 4096, itemsPerCall }: AskAbout = {},
): Promise<LanguageModel> {
  const options = { maxOutputTokens, itemsPerCall };
  const prompts = await loadPrompts(null);
  return createChatLanguageModel({ chat, prompts, calls: answers, log: { log: () => {} }, options, batches: null });
}

/** All outcomes of asking a scripted model to describe messages, and the error that ended the run. */
export async function askAbout(
  chat: ScriptedChatModel,
  messages: Iterable<MessageToDescribe> | AsyncIterable<MessageToDescribe>,
  { answers, maxOutputTokens, itemsPerCall, ...options }: AskAbout = {},
): Promise<{ outcomes: Outcome[]; error: unknown }> {
  const model = await newLanguageModel(chat, { ...(answers && { answers }), ...(maxOutputTokens && { maxOutputTokens }), ...(itemsPerCall && { itemsPerCall }) });
  const outcomes: Outcome[] = [];
  try {
    const purpose = { runId: 'run-1', step: 'process', channelId: '1' } as const;
    for await (const some of model.answer(describeMessages, messages, { purpose, concurrency: 1, ...options })) {
      outcomes.push(...some);
    }
    return { outcomes, error: null };
  } catch (error) {
    return { outcomes, error };
  }
}

/** Codes of what failed, by message. */
export function failuresOf(outcomes: readonly Outcome[]): Record<string, string> {
  return Object.fromEntries(outcomes.flatMap((outcome) => ('error' in outcome ? [[outcome.item.id, outcome.error.code]] : [])));
}
