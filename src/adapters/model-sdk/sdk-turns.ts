import type { LanguageModelV3Message } from '@ai-sdk/provider';
import type { ChatRequest } from '../../ports/chat-model.ts';

/** The data, and after it what was said of an answer that did not fit. Providers refuse a blank turn, so that a blank answer is left out. */
export function sdkTurns({ data, repair }: ChatRequest): LanguageModelV3Message[] {
  const user = (text: string): LanguageModelV3Message => ({ role: 'user', content: [{ type: 'text', text }] });
  if (repair === null) {
    return [user(data)];
  }
  const answered: LanguageModelV3Message[] =
    repair.answer.trim() === '' ? [] : [{ role: 'assistant', content: [{ type: 'text', text: repair.answer }] }];
  return [user(data), ...answered, user(repair.problem)];
}
