/** Ends a call that took too long. Its name is one that HTTP clients and the SDK hand on as it is. */
export class CallTimedOut extends Error {
  readonly inMs: number;
  readonly kind: 'total' | 'gap';

  constructor(kind: 'total' | 'gap', inMs: number) {
    super(kind === 'total' ? `no answer within ${inMs / 1000} s` : `an answer paused for more than ${inMs / 1000} s`);
    this.name = 'TimeoutError';
    this.kind = kind;
    this.inMs = inMs;
  }
}
