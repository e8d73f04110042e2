/** Calls that are looked back upon. */
const remembered = 5;
/** Bad ones of them that are no accident. */
const tooManyBad = 2;
/** Good calls in a row after which more items are tried. */
const enoughGood = 3;

export interface PackSize {
  /** Items a call, at most. */
  readonly current: number;
  /** Told of each call with several items. */
  note(isGood: boolean): void;
}

/**
 * How many items share a call, by how well that goes: one bad answer says nothing, two within five calls halve the number, three good ones in a
 * row double it again.
 */
export function createPackSize(most: number): PackSize {
  let current = most;
  let recent: boolean[] = [];
  return {
    get current() {
      return current;
    },
    note(isGood) {
      recent = [...recent, isGood].slice(-remembered);
      if (recent.filter((good) => !good).length >= tooManyBad) {
        current = Math.max(1, Math.floor(current / 2));
        recent = [];
      } else if (current < most && recent.length >= enoughGood && recent.slice(-enoughGood).every(Boolean)) {
        current = Math.min(most, current * 2);
        recent = [];
      }
    },
  };
}
