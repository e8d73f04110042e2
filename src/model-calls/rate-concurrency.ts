/** How many calls one process has under way at a time: additive increase, multiplicative decrease. */
export interface ConcurrencyWindow {
  /** Infinite until a provider is overloaded: then as many as are sent. */
  limit: number;
  /** Calls that succeeded since the limit last changed, with the window full. */
  successes: number;
  /** When the limit was last lowered, in milliseconds since 1970; -Infinity for never. */
  loweredAt: number;
}

export const openWindow: ConcurrencyWindow = {
  limit: Number.POSITIVE_INFINITY,
  successes: 0,
  loweredAt: Number.NEGATIVE_INFINITY,
};

/**
 * One more after as many successes as the window holds. A window that is not full says nothing about a larger one.
 *
 * @param underWay calls at the moment, the one that succeeded included
 */
export function widenWindow(window: ConcurrencyWindow, underWay: number): ConcurrencyWindow {
  if (underWay < window.limit) {
    return window;
  }
  const successes = window.successes + 1;
  return successes < window.limit ? { ...window, successes } : { ...window, successes: 0, limit: window.limit + 1 };
}

/** Half of what was under way. Calls from before the last narrowing tell nothing new: a burst of failures halves once. */
export function narrowWindow(
  window: ConcurrencyWindow,
  { underWay, startedAt, now }: { underWay: number; startedAt: number; now: number },
): ConcurrencyWindow {
  if (startedAt <= window.loweredAt) {
    return window;
  }
  return { limit: Math.max(1, Math.floor(Math.min(window.limit, underWay) / 2)), successes: 0, loweredAt: now };
}
