import { costOf } from '../domain/model-price.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { addUsage, noUsage, type TokenUsage } from '../domain/token-usage.ts';
import type { ChatAnswer, ChatModel, ChatRequest } from '../ports/chat-model.ts';
import type { CallPurpose, ModelItem } from '../ports/language-model.ts';
import type { Ask } from './ask.ts';
import type { PromptedTask, Reading } from './prompted-task.ts';

/** What came of asking about several items, a question about a malformed answer included. */
export type PackResult<Item, Answer> = {
  /** Null when a call told nothing. */
  usage: TokenUsage | null;
  costUsd: number | null;
} & (
  | { reading: Reading<Ask<Item>, Answer>; finishReason: ChatAnswer['finishReason']; isRepaired: boolean }
  | { error: TgParserError }
);

export interface PackOptions {
  purpose: CallPurpose;
  budgetUsd: number | null;
  maxOutputTokens: number;
  signal: AbortSignal | undefined;
}

/** Of an answer that could not be read, so much is shown to the model again. */
const shownCharacters = 6_000;

/**
 * Asks about items in one call, and once more when nothing in the answer can be read.
 *
 * @throws only what is no TgParserError: a defect
 */
export async function askPack<Item extends ModelItem, Answer>(
  { chat, task }: { chat: ChatModel; task: PromptedTask<Item, Answer> },
  pack: readonly Ask<Item>[],
  { purpose, budgetUsd, maxOutputTokens, signal }: PackOptions,
): Promise<PackResult<Item, Answer>> {
  let usage: TokenUsage | null = noUsage;
  try {
    const first = await complete(null);
    const reading = task.read(first.text, pack);
    const problem = problemToRepair(first, reading);
    if (problem === null || signal?.aborted) {
      return { ...bill(), reading, finishReason: first.finishReason, isRepaired: false };
    }
    const second = await complete({ answer: first.text.slice(0, shownCharacters).toWellFormed(), problem });
    return { ...bill(), reading: task.read(second.text, pack), finishReason: second.finishReason, isRepaired: true };
  } catch (error) {
    if (!(error instanceof TgParserError)) {
      throw error;
    }
    return { ...bill(), error };
  }

  async function complete(repair: ChatRequest['repair']): Promise<ChatAnswer> {
    const request = task.toRequest(pack, { purpose, maxOutputTokens, repair });
    const answer = await chat.complete({ ...request, budgetUsd, signal });
    usage = usage && answer.usage && addUsage(usage, answer.usage);
    return answer;
  }

  function bill(): { usage: TokenUsage | null; costUsd: number | null } {
    const { price } = chat.facts;
    return { usage, costUsd: usage && price && costOf(usage, price) };
  }
}

/** Null unless a whole answer has nothing that can be read: then it is the form that is wrong, and the model can mend it. */
function problemToRepair<Item, Answer>(
  { text, finishReason }: ChatAnswer,
  { answered, unanswered }: Reading<Ask<Item>, Answer>,
): string | null {
  const isDisputed = unanswered.some((each) => each.isDisputed);
  if (finishReason !== 'stop' || answered.length > 0 || isDisputed || text.trim() === '') {
    return null;
  }
  const problems = unanswered.map(({ problem }) => problem).join('; ');
  return `This answer cannot be used: ${problems}. Answer again, only with the JSON object of the instructions, with one object for each id.`;
}
