import type { RecordedRequest } from './recorded-request.ts';
import type { ModelProvider } from './start-model-provider.ts';
import type { FakeUsage } from './token-usage.ts';

/** What a fake in another process knows of its callers. */
export interface ProviderRecord {
  calls: number;
  answers: number;
  concurrencyPeak: number;
  usage: FakeUsage;
  violations: string[];
  requestCount: number;
  /** Only when asked for: bodies of many requests are long. */
  requests: RecordedRequest[] | null;
}

export function recordOf(provider: ModelProvider, withRequests: boolean): ProviderRecord {
  const { calls, answers, concurrencyPeak, usage, violations, requests } = provider;
  return {
    calls,
    answers,
    concurrencyPeak,
    usage,
    violations,
    requestCount: requests.length,
    requests: withRequests ? requests : null,
  };
}
