import type { MetricEntry } from '../domain/metric-table.ts';

const introduction = `# Monitoring

Generated from the table of metrics in \`src/domain/metric-table.ts\` by \`npm run docs\`; do not edit.

\`tg-parser api\` tells its numbers under \`/metrics\` to a key of an admin (scope \`read\`), in the text format of Prometheus, and with them what is true in the database: the queue and the sources.
\`tg-parser worker\` tells its own on \`WORKER_METRICS_PORT\`, without a key. Counters are of one process and begin anew with it; gauges about jobs and sources are the same from every process.

\`deploy/prometheus\` has the alerts, each with a section in [operations.md](operations.md); \`deploy/grafana\` has three dashboards: service, pipeline, models and cost. \`npm run test:alerts\` lets \`promtool\` read the rules, and
the tests drive the service and see that every metric of a dashboard or alert moves. Traces go to \`OTEL_EXPORTER_OTLP_ENDPOINT\`.

| Metric | Type | Labels | Meaning |
|---|---|---|---|
`;

export function metricsToMarkdown(table: Readonly<Record<string, MetricEntry>>): string {
  const rows = Object.entries(table).map(([name, { type, labels, help }]) => {
    const told = labels.map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${type} | ${told} | ${help} |\n`;
  });
  return `${introduction}${rows.join('')}`;
}
