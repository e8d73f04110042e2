/**
 * A call that was sent before the wait could be heard of is no call against the wait. A program that stores what it has hears nothing for up to 300 ms, and
 * longer on a machine that has other things to do.
 */
const hearingMs = 500;
/** Timers of a client may be early by so much. */
const timerSlackMs = 5;

/** The longest wait that a provider asked its callers for. */
export class AskedWait {
  private since = 0;
  private until = 0;

  ask(waitMs: number, at: number): void {
    this.since = at;
    this.until = Math.max(this.until, at + waitMs);
  }

  /** By how much a call is before its time; 0 for one that is in time. */
  earlyMs(receivedAt: number): number {
    const isHeard = receivedAt > this.since + hearingMs;
    return isHeard ? Math.max(0, this.until - timerSlackMs - receivedAt) : 0;
  }
}
