import type { ErrorCode } from '../../domain/error-code.ts';

/** What a status means where a provider says nothing closer: https://www.rfc-editor.org/rfc/rfc9110#name-status-codes */
export function statusClass(status: number): ErrorCode {
  switch (status) {
    case 401:
    case 403:
      return 'model_unauthorized';
    case 402:
      return 'model_billing';
    case 429:
      return 'model_rate_limited';
    // Too early, too slow, or in the way of another request.
    case 408:
    case 409:
    case 425:
      return 'model_overloaded';
    default:
      return status >= 500 ? 'model_overloaded' : 'model_request_invalid';
  }
}
