export interface MetricEntry {
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
  labels: readonly string[];
  /** Upper bounds of a histogram, in seconds. */
  buckets?: readonly number[];
}

const waits = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const works = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400];

/** Every metric of the service. docs/monitoring.md is made from this table; dashboards and alerts are tested against it. */
export const metricTable = {
  tg_parser_http_requests_total: {
    type: 'counter',
    help: 'Requests to the API that were answered.',
    labels: ['method', 'route', 'status'],
  },
  tg_parser_http_request_duration_seconds: {
    type: 'histogram',
    help: 'Time from a request to its answer.',
    labels: ['method', 'route'],
    buckets: waits,
  },
  tg_parser_jobs_ended_total: {
    type: 'counter',
    help: 'Executions of jobs that ended in this process. `queued` are those that go on later.',
    labels: ['kind', 'state'],
  },
  tg_parser_job_duration_seconds: {
    type: 'histogram',
    help: 'Time of executions of jobs.',
    labels: ['kind'],
    buckets: works,
  },
  tg_parser_jobs: { type: 'gauge', help: 'Jobs that are stored, by state. `dead` were given up.', labels: ['state'] },
  tg_parser_job_queue_age_seconds: {
    type: 'gauge',
    help: 'How long the oldest job has waited that could begin; 0 when none waits.',
    labels: [],
  },
  tg_parser_queue_unreachable_total: { type: 'counter', help: 'Looks at the queue that failed.', labels: [] },
  tg_parser_runs_ended_total: {
    type: 'counter',
    help: 'Executions of steps that ended in this process.',
    labels: ['step', 'outcome'],
  },
  tg_parser_run_duration_seconds: { type: 'histogram', help: 'Time of executions of steps.', labels: ['step'], buckets: works },
  tg_parser_messages_total: {
    type: 'counter',
    help: 'Messages that steps of this process went through, by what became of them.',
    labels: ['stage', 'outcome'],
  },
  tg_parser_model_calls_total: {
    type: 'counter',
    help: 'Calls to providers of models; `outcome` is `answered` or why not.',
    labels: ['provider', 'model', 'step', 'outcome'],
  },
  tg_parser_model_call_duration_seconds: {
    type: 'histogram',
    help: 'Time of calls to providers of models.',
    labels: ['provider', 'model'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
  },
  tg_parser_model_tokens_total: {
    type: 'counter',
    help: 'Tokens as providers counted them; `cached` and `reasoning` are parts of `input` and `output`.',
    labels: ['provider', 'model', 'kind'],
  },
  tg_parser_model_cost_usd_total: {
    type: 'counter',
    help: 'US dollars of calls whose price is known.',
    labels: ['provider', 'model', 'step'],
  },
  tg_parser_model_retries_total: {
    type: 'counter',
    help: 'Calls to providers that are made again after a failure.',
    labels: [],
  },
  tg_parser_model_wait_seconds_total: {
    type: 'counter',
    help: 'Time that calls were held back, by a limit of the rate or before a retry.',
    labels: ['why'],
  },
  tg_parser_telegram_retries_total: { type: 'counter', help: 'Requests to Telegram that are made again.', labels: ['code'] },
  tg_parser_database_connections: {
    type: 'gauge',
    help: 'Connections of the pools to PostgreSQL that are in use, idle or waited for.',
    labels: ['state'],
  },
  tg_parser_sources: { type: 'gauge', help: 'Registered sources by status.', labels: ['status'] },
  tg_parser_source_lag_seconds: {
    type: 'gauge',
    help: 'Time since a source that is polled was last read without an error.',
    labels: ['source_id'],
  },
} as const satisfies Record<string, MetricEntry>;

export type MetricName = keyof typeof metricTable;
