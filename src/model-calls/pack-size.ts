/** Calls that are looked back upon. */
const remembered = 6;
/** Bad ones of them that are no accident. */
const tooManyBad = 3;
/** Good calls in a row after which more items are tried: the first time, and after many times in vain. */
const leastPatience = 3;
const mostPatience = 48;
/** A number of items that goes wrong within so many calls after it was tried was too many. */
const trial = 10;

export interface PackSize {
  /** Items a call, at most. */
  readonly current: number;
  /** Told of each call with several items. */
  note(isGood: boolean): void;
}

/**
 * How many items share a call, by how well that goes: a bad answer now and then says nothing, three within six calls halve the number, good ones
 * in a row double it again, later and later when that was in vain.
 */
export function createPackSize(most: number): PackSize {
  let current = most;
  let recent: boolean[] = [];
  let patience = leastPatience;
  let goodInARow = 0;
  let callsSinceGrowth = Number.POSITIVE_INFINITY;
  return {
    get current() {
      return current;
    },
    note(isGood) {
      recent = [...recent, isGood].slice(-remembered);
      goodInARow = isGood ? goodInARow + 1 : 0;
      callsSinceGrowth += 1;
      if (recent.filter((good) => !good).length >= tooManyBad) {
        patience = callsSinceGrowth <= trial ? Math.min(patience * 2, mostPatience) : leastPatience;
        resize(Math.max(1, Math.floor(current / 2)));
      } else if (current < most && goodInARow >= patience) {
        callsSinceGrowth = 0;
        resize(Math.min(most, current * 2));
      }
    },
  };

  function resize(size: number): void {
    current = size;
    recent = [];
    goodInARow = 0;
  }
}
