/** Work that goes on side by side, and the first error of it. */
export interface WorkUnderWay {
  /** How much has not ended. */
  readonly count: number;
  readonly failure: { error: unknown } | null;
  start(work: Promise<void>): void;
  fail(error: unknown): void;
  /** Resolves when any work has ended. */
  nextEnd(): Promise<void>;
  allEnded(): Promise<void>;
}

/** @param onEnd called whenever work has ended, well or not */
export function createWorkUnderWay(onEnd: () => void): WorkUnderWay {
  const underWay = new Set<Promise<void>>();
  let failure: { error: unknown } | null = null;
  let tellEnd = () => {};
  return {
    get count() {
      return underWay.size;
    },
    get failure() {
      return failure;
    },
    start(work) {
      const ended = work.catch(fail).finally(() => {
        underWay.delete(ended);
        onEnd();
        tellEnd();
      });
      underWay.add(ended);
    },
    fail,
    nextEnd: () =>
      new Promise((resolve) => {
        tellEnd = resolve;
      }),
    async allEnded() {
      await Promise.all(underWay);
    },
  };

  /** What comes after the first error is often its consequence. */
  function fail(error: unknown): void {
    failure ??= { error };
  }
}
