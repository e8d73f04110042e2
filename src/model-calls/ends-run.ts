import type { ErrorCode } from '../domain/error-code.ts';
import type { TgParserError } from '../domain/tg-parser-error.ts';

const codes: ReadonlySet<ErrorCode> = new Set([
  'model_unauthorized',
  'model_billing',
  'model_quota',
  'model_unknown',
  'model_unavailable',
  'model_failing',
  'model_rate_limited',
  'budget_reached',
  'setting_invalid',
  'interrupted',
  'commit_unknown',
  'pool_timeout',
  'internal',
]);

/** Whether an error concerns every item, so that no further call is to be made. */
export function endsRun({ code }: TgParserError): boolean {
  return codes.has(code) || code.startsWith('storage_');
}
