export interface BriefMemoryOptions {
  /** How long an answer is good for, in milliseconds. */
  forInMs: number;
  /** How many answers are kept at most; the oldest go first. */
  most: number;
  /** Milliseconds of a clock that only goes forward. */
  now: () => number;
}

/** Finds a value, or takes the one that was found for this key a moment ago. */
export type Recall<Value> = (key: string, find: () => Promise<Value | null>) => Promise<Value | null>;

/**
 * A memory for what is wanted again and again within a moment. Only what was found is remembered: that there is nothing, or that finding
 * failed, may be different the next time.
 */
export function createBriefMemory<Value>({ forInMs, most, now }: BriefMemoryOptions): Recall<Value> {
  const known = new Map<string, { value: Value; until: number }>();
  return async (key, find) => {
    const remembered = known.get(key);
    if (remembered !== undefined && remembered.until > now()) {
      return remembered.value;
    }
    const value = await find();
    known.delete(key);
    if (value !== null) {
      known.set(key, { value, until: now() + forInMs });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) {
        known.delete(oldest);
      }
    }
    return value;
  };
}
