import type { ProviderLimits } from './model-provider-options.ts';
import { TokenBucket } from './token-bucket.ts';
import type { LimitsState } from './wire-api.ts';

/** The limits of one account. Buckets are made anew when their limit changes. */
export class AccountLimits {
  private requests: TokenBucket | null = null;
  private tokens: TokenBucket | null = null;

  set(limits: ProviderLimits, at: number): void {
    this.requests = bucketOf(this.requests, limits.requestsPerMinute ?? null, at);
    this.tokens = bucketOf(this.tokens, limits.tokensPerMinute ?? null, at);
  }

  /** Takes what a request needs, or says how long to wait and takes nothing. */
  admit(tokens: number, at: number): { waitMs: number; over: 'requests' | 'tokens' | null } {
    const requestsWait = this.requests?.waitMs(1, at) ?? 0;
    const tokensWait = this.tokens?.waitMs(tokens, at) ?? 0;
    if (requestsWait === 0 && tokensWait === 0) {
      this.requests?.take(1, at);
      this.tokens?.take(tokens, at);
      return { waitMs: 0, over: null };
    }
    return { waitMs: Math.max(requestsWait, tokensWait), over: requestsWait > 0 ? 'requests' : 'tokens' };
  }

  /** Takes what became known with the answer. */
  settle(tokens: number, at: number): void {
    this.tokens?.take(tokens, at);
  }

  state(at: number): LimitsState {
    return { requests: this.requests?.state(at) ?? null, tokens: this.tokens?.state(at) ?? null };
  }
}

function bucketOf(bucket: TokenBucket | null, limit: number | null, at: number): TokenBucket | null {
  if (limit === null) {
    return null;
  }
  return bucket?.limit === limit ? bucket : new TokenBucket(limit, at);
}
