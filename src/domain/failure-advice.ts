import type { ErrorCode } from './error-code.ts';

const retry = 'tried again by the next run that is due, or at once with --retry-failed';

/** What becomes of messages that failed with a code, and what a person can do. */
const advice: Partial<Record<ErrorCode, string>> = {
  model_overloaded: retry,
  model_timeout: `${retry}; for a slow local model raise LLM_TIMEOUT`,
  model_unreachable: retry,
  model_rate_limited: retry,
  model_answer_invalid: 'the model did not keep to the form; try another one: --retry-failed --model NAME',
  model_truncated: 'the answer did not fit: raise LLM_MAX_TOKENS, then --retry-failed',
  model_refused: 'the provider would not answer about them; another one may: --retry-failed --provider NAME',
  model_request_invalid:
    'the provider did not take the request, often because a message is too long for the model: --retry-failed --model NAME',
  internal: 'a defect of tg-parser: please report it, then --retry-failed',
};

export function adviceFor(failureClass: string): string {
  return advice[failureClass as ErrorCode] ?? '--retry-failed tries them again';
}
