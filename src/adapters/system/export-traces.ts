import type { Tracer } from '@opentelemetry/api';

export interface TraceExport {
  tracer: Tracer;
  /** Sends what is waiting. Never throws: traces are no reason for a command to fail. */
  stop(): Promise<void>;
}

/** How long the end of a command may wait for a collector. */
const longestWaitInMs = 3_000;

/**
 * Sends spans to an OpenTelemetry collector, in batches, as OTLP over HTTP. The SDK is loaded here only: it takes longer than most
 * commands.
 *
 * @param url of the collector, without the path `/v1/traces`
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export async function exportTraces({ url, version }: { url: string; version: string }): Promise<TraceExport> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const { BasicTracerProvider, BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-base');
  const exporter = new OTLPTraceExporter({ url: `${url}/v1/traces`, timeoutMillis: longestWaitInMs });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'tg-parser', 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  return {
    tracer: provider.getTracer('tg-parser', version),
    async stop() {
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise((resolve) => {
        timer = setTimeout(resolve, longestWaitInMs);
      });
      await Promise.race([provider.shutdown().catch(() => undefined), limit]);
      clearTimeout(timer);
    },
  };
}
