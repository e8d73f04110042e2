import type { ModelFacts } from '../ports/callable-model.ts';
import type { Ask } from './ask.ts';
import type { PackLimits } from './pack-items.ts';

/** Items a call unless said otherwise; naive packing of many more makes answers worse and dearer. */
export const defaultItemsPerCall = 8;

/** Estimated tokens of data a call: beyond some thousands nothing is saved, and more is lost with an answer that is cut off. */
const dataTokens = 2_500;
/** Of what a model may put out, expected answers take so much at most: they can be longer than expected. */
const expectedShare = 0.6;
/** Room for answers that are longer than expected. A limit far above them would count against rates and budgets. */
const roomFactor = 3;
const extraRoom = 300;
/** Of a small context window, data take so much at most. */
const contextShare = 0.5;

export interface CallRoomOptions {
  /** LLM_MAX_TOKENS */
  maxOutputTokens: number;
  /** Default 8. */
  itemsPerCall?: number | undefined;
}

/** How much goes into a call of a model, and how much may come out. */
export interface CallRoom {
  /** Items a call, at most. */
  readonly items: number;
  /** @param items at most, by how it goes */
  limits(items: number): PackLimits;
  maxOutputTokens(pack: readonly Ask<unknown>[]): number;
  /** Whether a question that was cut off when it was alone can be given more. */
  readonly canEnlarge: boolean;
}

/** @param constantTokens of instructions and schema */
export function createCallRoom(
  { contextTokens, maxOutputTokens: modelLimit }: ModelFacts,
  constantTokens: number,
  { maxOutputTokens, itemsPerCall = defaultItemsPerCall }: CallRoomOptions,
): CallRoom {
  const limit = Math.min(maxOutputTokens, modelLimit ?? maxOutputTokens);
  const enlarged = Math.min(limit * 2, modelLimit ?? limit * 2);
  const inContext = contextTokens === null ? dataTokens : (contextTokens - constantTokens) * contextShare;
  return {
    items: itemsPerCall,
    canEnlarge: enlarged > limit,
    limits: (items) => ({
      items,
      inputTokens: Math.max(1, Math.min(dataTokens, inContext)),
      outputTokens: limit * expectedShare,
    }),
    maxOutputTokens(pack) {
      if (pack.some(({ isEnlarged }) => isEnlarged)) {
        return enlarged;
      }
      const expected = pack.reduce((sum, { outputTokens }) => sum + outputTokens, 0);
      return Math.min(limit, Math.ceil(expected * roomFactor + extraRoom));
    },
  };
}
