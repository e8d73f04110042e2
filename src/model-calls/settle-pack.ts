import { TgParserError } from '../domain/tg-parser-error.ts';
import { addUsage } from '../domain/token-usage.ts';
import type { ModelItem } from '../ports/language-model.ts';
import type { Ask } from './ask.ts';
import type { PackResult } from './ask-pack.ts';
import { shareUsage } from './share-usage.ts';

/** What becomes of each question of a call: it is in exactly one of the three. */
export interface PackSettlement<Item, Answer> {
  answered: { ask: Ask<Item>; answer: Answer }[];
  failed: { ask: Ask<Item>; error: TgParserError }[];
  again: Ask<Item>[];
  /** Whether so many items in a call went well; null when the call says nothing about that. */
  isGood: boolean | null;
}

export interface SettleOptions {
  /** For messages: `openai:gpt-5-mini`. */
  modelId: string;
  /** Whether a question that was cut off can be given more room than it had. */
  canEnlarge: boolean;
  /** A mark that no group has. */
  newGroup: () => number;
}

/**
 * Decides by the outcome of a call what becomes of its questions. What was left out or answered wrongly is asked again once, and in halves while
 * there is no answer about any of several; what was
 * cut off is asked again in a smaller company, and alone with more room; after a refusal the company is halved until the message that is
 * refused is alone.
 */
export function settlePack<Item extends ModelItem, Answer>(
  pack: readonly Ask<Item>[],
  result: PackResult<Item, Answer>,
  options: SettleOptions,
): PackSettlement<Item, Answer> {
  const billed = withShares(pack, result);
  if ('error' in result) {
    return settleError([...billed.values()], result.error, options);
  }
  const { reading, finishReason, isRepaired } = result;
  const answered = reading.answered.map(({ question, answer }) => ({ ask: billed.get(question) ?? question, answer }));
  const unanswered = reading.unanswered.map(({ question, ...rest }) => ({ ask: billed.get(question) ?? question, ...rest }));
  return { answered, ...settleUnanswered() };

  function settleUnanswered(): Omit<PackSettlement<Item, Answer>, 'answered'> {
    const left = unanswered.map(({ ask }) => ask);
    if (left.length === 0) {
      return { failed: [], again: [], isGood: true };
    }
    if (finishReason === 'refusal') {
      return settleRefused(left, options);
    }
    if (finishReason === 'length') {
      return settleTruncated(left, answered.length, options);
    }
    // Nothing at all for the second time: one of them may keep the model from answering about any.
    if (answered.length === 0 && left.length > 1 && left.every(({ isAskedAgain }) => isAskedAgain)) {
      return { failed: [], again: halve(left, options), isGood: false };
    }
    const isLast = (ask: Ask<Item>) => ask.isAskedAgain || (isRepaired && pack.length === 1);
    return {
      failed: unanswered
        .filter(({ ask }) => isLast(ask))
        .map(({ ask, problem }) => ({ ask, error: invalid(ask, problem, options) })),
      again: unanswered.filter(({ ask }) => !isLast(ask)).map(({ ask, isDisputed }) => askAgain(ask, isDisputed)),
      isGood: left.length * 2 < pack.length,
    };
  }
}

/** What somebody else in the call may have meddled with is asked alone. */
function askAgain<Item>(ask: Ask<Item>, isDisputed: boolean): Ask<Item> {
  return { ...ask, isAskedAgain: true, mostTogether: isDisputed ? 1 : ask.mostTogether };
}

/** Questions with their shares of the bill, by what they were before. */
function withShares<Item, Answer>(
  pack: readonly Ask<Item>[],
  { usage, costUsd }: PackResult<Item, Answer>,
): Map<Ask<Item>, Ask<Item>> {
  const shares = usage && shareUsage(usage, pack.length);
  return new Map(
    pack.map((ask, place) => {
      const share = shares?.[place] ?? null;
      return [
        ask,
        {
          ...ask,
          usage: ask.usage && share && addUsage(ask.usage, share),
          costUsd: ask.costUsd === null || costUsd === null ? null : ask.costUsd + costUsd / pack.length,
        },
      ];
    }),
  );
}

function settleError<Item extends ModelItem, Answer>(
  asks: Ask<Item>[],
  error: TgParserError,
  options: SettleOptions,
): PackSettlement<Item, Answer> {
  if (error.code === 'model_refused') {
    return { answered: [], ...settleRefused(asks, options) };
  }
  const canSplit = error.code === 'model_request_invalid' && asks.length > 1 && asks.every(({ isSplit }) => !isSplit);
  if (canSplit) {
    const again = halve(asks, options).map((ask) => ({ ...ask, isSplit: true }));
    return { answered: [], failed: [], again, isGood: false };
  }
  return { answered: [], failed: asks.map((ask) => ({ ask, error })), again: [], isGood: null };
}

function settleRefused<Item extends ModelItem>(
  asks: Ask<Item>[],
  options: SettleOptions,
): Omit<PackSettlement<Item, never>, 'answered'> {
  if (asks.length > 1) {
    return { failed: [], again: halve(asks, options), isGood: null };
  }
  return { failed: asks.map((ask) => ({ ask, error: refused(ask, options) })), again: [], isGood: null };
}

/** @param fitted how many answers were whole */
function settleTruncated<Item extends ModelItem>(
  asks: Ask<Item>[],
  fitted: number,
  options: SettleOptions,
): Omit<PackSettlement<Item, never>, 'answered'> {
  const wasAlone = asks.length === 1 && fitted === 0;
  if (!wasAlone) {
    // As many as did fit fit again: those that are left are joined by others.
    const mostTogether = fitted > 0 ? Math.max(fitted, asks.length) : Math.floor(asks.length / 2);
    return { failed: [], again: asks.map((ask) => ({ ...ask, mostTogether, group: null })), isGood: false };
  }
  const [ask] = asks;
  if (ask === undefined || ask.isEnlarged || !options.canEnlarge) {
    return { failed: asks.map((each) => ({ ask: each, error: truncated(each, options) })), again: [], isGood: null };
  }
  return { failed: [], again: [{ ...ask, isEnlarged: true, mostTogether: 1 }], isGood: null };
}

/** Each half is asked apart from all others. */
function halve<Item>(asks: Ask<Item>[], { newGroup }: SettleOptions): Ask<Item>[] {
  const half = Math.ceil(asks.length / 2);
  const groups = [newGroup(), newGroup()] as const;
  return asks.map((ask, place) => ({ ...ask, group: place < half ? groups[0] : groups[1] }));
}

function invalid<Item extends ModelItem>({ item }: Ask<Item>, problem: string, { modelId }: SettleOptions): TgParserError {
  return new TgParserError('model_answer_invalid', `What ${modelId} answered about ${item.id} does not fit: ${problem}`, {
    hint: 'Try it again with --retry-failed, or with another model.',
  });
}

function truncated<Item extends ModelItem>({ item }: Ask<Item>, { modelId }: SettleOptions): TgParserError {
  return new TgParserError('model_truncated', `${modelId} reached its limit of output in the answer about ${item.id}`, {
    hint: 'Raise LLM_MAX_TOKENS, and try it again with --retry-failed.',
  });
}

function refused<Item extends ModelItem>({ item }: Ask<Item>, { modelId }: SettleOptions): TgParserError {
  return new TgParserError('model_refused', `${modelId} would not answer about ${item.id}`, {
    hint: 'Another model may: name it with --model, or as LLM_FALLBACK.',
  });
}
