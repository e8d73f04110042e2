/**
 * Why an exchange with a server came to no end:
 * `total` and `gap` are the time limits, `interrupted` is the caller's signal, `network` is everything below HTTP.
 */
export type ExchangeEnd = 'total' | 'gap' | 'interrupted' | 'network';

/** Carries nothing of the request: neither its headers nor its body can reach a log through it. */
export class ExchangeError extends Error {
  readonly end: ExchangeEnd;
  /** Of the system or the HTTP client, for example `ECONNREFUSED`; empty when there is none. */
  readonly networkCode: string;

  constructor(end: ExchangeEnd, networkCode = '') {
    super(networkCode === '' ? end : `${end} ${networkCode}`);
    this.name = 'ExchangeError';
    this.end = end;
    this.networkCode = networkCode;
  }
}
