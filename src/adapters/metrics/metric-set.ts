import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type MetricEntry, type MetricName, metricTable } from '../../domain/metric-table.ts';

type NameOf<Type extends MetricEntry['type']> = {
  [Name in MetricName]: (typeof metricTable)[Name]['type'] extends Type ? Name : never;
}[MetricName];
export type CounterName = NameOf<'counter'>;
export type GaugeName = NameOf<'gauge'>;
export type HistogramName = NameOf<'histogram'>;
export type LabelsOf<Name extends MetricName> = Record<(typeof metricTable)[Name]['labels'][number], string>;

/** The metrics of one application, each as the table has it. */
export interface MetricSet {
  registry: Registry;
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, value?: number): void;
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, seconds: number): void;
  set<Name extends GaugeName>(name: Name, labels: LabelsOf<Name>, value: number): void;
  /** Forgets every value of a gauge: what is not there any more must not be told. */
  reset(name: GaugeName): void;
}

export function createMetricSet(): MetricSet {
  const registry = new Registry();
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  for (const [name, entry] of Object.entries(metricTable) as [string, MetricEntry][]) {
    const { type, help, labels, buckets } = entry;
    const common = { name, help, labelNames: [...labels], registers: [registry] };
    if (type === 'counter') {
      counters.set(name, new Counter(common));
    } else if (type === 'gauge') {
      gauges.set(name, new Gauge(common));
    } else {
      histograms.set(name, new Histogram({ ...common, buckets: [...(buckets ?? [])] }));
    }
  }
  return {
    registry,
    count: (name, labels, value = 1) => counters.get(name)?.inc(labels, value),
    observe: (name, labels, seconds) => histograms.get(name)?.observe(labels, seconds),
    set: (name, labels, value) => gauges.get(name)?.set(labels, value),
    reset: (name) => gauges.get(name)?.reset(),
  };
}
