export interface BucketState {
  /** A minute. */
  limit: number;
  remaining: number;
  /** Until the bucket is full again. */
  resetsInMs: number;
}

/** A limit a minute that refills all the time, as providers keep theirs. May be overdrawn by what is known only afterwards. */
export class TokenBucket {
  readonly limit: number;
  private level: number;
  private at: number;

  constructor(limit: number, at: number) {
    this.limit = limit;
    this.level = limit;
    this.at = at;
  }

  /** Until so much is there; 0 when it is. More than the bucket holds is asked of a full one. */
  waitMs(amount: number, at: number): number {
    this.refill(at);
    return this.msFor(Math.min(amount, this.limit) - this.level);
  }

  take(amount: number, at: number): void {
    this.refill(at);
    this.level -= amount;
  }

  state(at: number): BucketState {
    this.refill(at);
    return {
      limit: this.limit,
      remaining: Math.max(0, Math.floor(this.level)),
      resetsInMs: this.msFor(this.limit - this.level),
    };
  }

  private refill(at: number): void {
    this.level = Math.min(this.limit, this.level + ((at - this.at) * this.limit) / 60_000);
    this.at = at;
  }

  private msFor(missing: number): number {
    return missing <= 0 ? 0 : Math.ceil((missing * 60_000) / this.limit);
  }
}
