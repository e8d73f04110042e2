import { jsonReply } from '../json-reply.ts';
import type { RequestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import type { WireReply } from '../wire-api.ts';

/** https://platform.claude.com/docs/en/api/errors */
const typeOfStatus = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
} as const;

export function anthropicError(
  status: keyof typeof typeOfStatus,
  message: string,
  headers: Record<string, string> = {},
): WireReply {
  return jsonReply(status, { type: 'error', error: { type: typeOfStatus[status], message } }, headers);
}

export function anthropicRefusal(message: string): RequestRefused {
  return new RequestRefused(message, anthropicError(400, message));
}

export function anthropicProblem({ kind, path, message, allowed }: RequestProblem): RequestRefused {
  const at = path.join('.');
  if (kind === 'unknown') {
    return anthropicRefusal(`${at}: Extra inputs are not permitted`);
  }
  if (kind === 'missing') {
    return anthropicRefusal(`${at}: Field required`);
  }
  return anthropicRefusal(
    allowed === null
      ? `${at}: Input should be valid (${message})`
      : `${at}: Input should be ${allowed.map((value) => `'${String(value)}'`).join(' or ')}`,
  );
}
