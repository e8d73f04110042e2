import type { LogFields } from '../../domain/log-field.ts';
import { boundLogFields } from '../../ports/log-context.ts';
import type { Logger } from '../../ports/logger.ts';
import type { MetricSet } from './metric-set.ts';

type Fields = LogFields;
const text = (value: Fields[keyof Fields]) => String(value ?? 'unknown');
const seconds = (milliseconds: Fields[keyof Fields]) => Number(milliseconds ?? 0) / 1_000;

/** What events count for. */
const counted: Record<string, (metrics: MetricSet, fields: Fields) => void> = {
  request_answered(metrics, { method, route, status, duration_ms }) {
    const asked = { method: text(method), route: text(route) };
    metrics.count('tg_parser_http_requests_total', { ...asked, status: text(status) });
    metrics.observe('tg_parser_http_request_duration_seconds', asked, seconds(duration_ms));
  },
  job_ended(metrics, { kind, state, duration_ms }) {
    metrics.count('tg_parser_jobs_ended_total', { kind: text(kind), state: text(state) });
    metrics.observe('tg_parser_job_duration_seconds', { kind: text(kind) }, seconds(duration_ms));
  },
  queue_unreachable(metrics) {
    metrics.count('tg_parser_queue_unreachable_total', {});
  },
  model_call_waits(metrics, { wait_ms }) {
    metrics.count('tg_parser_model_retries_total', {});
    metrics.count('tg_parser_model_wait_seconds_total', { why: 'retry' }, seconds(wait_ms));
  },
  model_calls_pause(metrics, { wait_ms }) {
    metrics.count('tg_parser_model_wait_seconds_total', { why: 'rate' }, seconds(wait_ms));
  },
  telegram_again(metrics, { code }) {
    metrics.count('tg_parser_telegram_retries_total', { code: text(code) });
  },
};

/** A logger whose events are counted, also those that are too light to be written. */
export function observeLog(log: Logger, metrics: MetricSet): Logger {
  return {
    log(level, event, fields) {
      counted[event]?.(metrics, { ...boundLogFields(), ...fields });
      log.log(level, event, fields);
    },
  };
}
