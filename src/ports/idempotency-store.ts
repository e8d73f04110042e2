/** A request that is carried out once, however often it is made. */
export interface IdempotentRequest {
  userId: string;
  /** `Idempotency-Key`, as the user chose it; those of other users are other keys. */
  key: string;
  /** Hash of all that makes it this request and no other: method, address and body. */
  requestHash: string;
}

export interface KeptAnswer {
  /** Status of HTTP. */
  status: number;
  /** JSON. Never with a secret. */
  body: string;
}

export type IdempotencyClaim =
  /** The request is the caller's to carry out. The token says which claim is meant. */
  | { state: 'claimed'; token: string }
  | { state: 'answered'; answer: KeptAnswer }
  /** It is being carried out. */
  | { state: 'under_way' }
  /** Another request was made under the key. */
  | { state: 'reused' };

/** Requests to the API that were carried out, with their answers, for a time: database `processing`. */
export interface IdempotencyStore {
  /**
   * Of several at the same time one gets the claim. A claim whose lease ended without an answer is free for the same request: whoever
   * had it is dead.
   *
   * @param options.leaseInMs longest time that carrying out may take
   * @param options.keepInMs how long after a claim its key means this request
   */
  claim(request: IdempotentRequest, options: { at: Date; leaseInMs: number; keepInMs: number }): Promise<IdempotencyClaim>;
  /** Stores what was answered; nothing for a token whose claim went to somebody else. */
  keep(request: IdempotentRequest, token: string, answer: KeptAnswer): Promise<void>;
  /** Gives a claim back: nothing was done. */
  release(request: IdempotentRequest, token: string): Promise<void>;
  /** Forgets what was claimed before a moment. @returns how many */
  forget(before: Date): Promise<number>;
}
