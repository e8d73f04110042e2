import { ExchangeError } from './exchange-error.ts';

/** The code of what failed below HTTP. It lies below the client's own error, and below that of a host with several addresses. */
export function networkError(error: unknown): ExchangeError {
  let at = error;
  while (at instanceof Error) {
    if ('code' in at && typeof at.code === 'string') {
      return new ExchangeError('network', at.code);
    }
    at = at.cause ?? (at instanceof AggregateError ? at.errors[0] : undefined);
  }
  return new ExchangeError('network');
}
