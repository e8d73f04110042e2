import type { ErrorCode } from '../domain/error-code.ts';

/** Of what a caller did wrong, or what passes; everything else is a failure of the server. */
const statuses: Partial<Record<ErrorCode, number>> = {
  request_invalid: 400,
  usage_invalid: 400,
  targets_invalid: 400,
  key_required: 401,
  not_allowed: 403,
  not_found: 404,
  source_unknown: 404,
  topic_unknown: 404,
  message_unknown: 404,
  run_unknown: 404,
  channel_set_unknown: 404,
  target_unknown: 404,
  method_unknown: 405,
  source_exists: 409,
  step_locked: 409,
  job_unknown: 404,
  schedule_unknown: 404,
  user_unknown: 404,
  key_unknown: 404,
  scope_not_allowed: 403,
  user_exists: 409,
  user_disabled: 409,
  last_admin: 409,
  idempotency_key_reused: 409,
  request_under_way: 409,
  job_unfinished: 409,
  request_too_large: 413,
  media_type_unknown: 415,
  request_limit_reached: 429,
  storage_busy: 503,
  storage_conflict: 503,
  storage_unreachable: 503,
  pool_timeout: 503,
  schema_outdated: 503,
  schema_unknown: 503,
  request_timeout: 504,
};

export function errorStatus(code: ErrorCode): number {
  return statuses[code] ?? 500;
}
