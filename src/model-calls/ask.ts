import { noUsage, type TokenUsage } from '../domain/token-usage.ts';
import type { Question } from './prompted-task.ts';

/** A question on its way to an answer, with what its calls have told so far. Values are never changed, they are replaced. */
export interface Ask<Item> extends Question<Item> {
  /** Questions that a call with this one may hold, at most. */
  mostTogether: number;
  /** Only questions with the same mark share a call; null for those without. */
  group: number | null;
  /** Was left out of an answer, or answered wrongly, before. */
  isAskedAgain: boolean;
  /** Was cut off although it was alone; is given more room. */
  isEnlarged: boolean;
  /** Was in a request that the provider did not accept. */
  isSplit: boolean;
  /** Its share of the calls so far; null as soon as one of them told nothing. */
  usage: TokenUsage | null;
  /** US dollars; null as soon as one of them has no known price. */
  costUsd: number | null;
}

export function newAsk<Item>(question: Question<Item>): Ask<Item> {
  return {
    ...question,
    mostTogether: question.isSuspect ? 1 : Number.POSITIVE_INFINITY,
    group: null,
    isAskedAgain: false,
    isEnlarged: false,
    isSplit: false,
    usage: noUsage,
    costUsd: 0,
  };
}
