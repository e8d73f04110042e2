import type { SampleApi } from './open-sample-api.ts';
import type { ResultRow } from './result-row.ts';
import { sendLoad } from './send-load.ts';

const clients = 50;
const seconds = Number(process.env.BENCH_SECONDS ?? 60);
const most = 20;

/** Every kind of read by many clients at once, against the middle time of a bare route under as many clients. */
export async function measureMixedLoad({ url, bareUrl, key, paths }: SampleApi): Promise<ResultRow[]> {
  const bare = await sendLoad({ url: bareUrl, paths: paths.slice(0, 1), key, clients, seconds: Math.min(seconds, 5) });
  const mixed = await sendLoad({ url, paths, key, clients, seconds });
  const ratio = mixed.p99InMs / bare.p50InMs;
  return [
    {
      what: `${clients} clients with mixed reads for ${seconds} s`,
      measured: `${mixed.perSecond.toFixed(0)} a second, ${mixed.errors} errors, p50 ${mixed.p50InMs.toFixed(1)} ms, p99 ${mixed.p99InMs.toFixed(1)} ms`,
      floor: `p50 of the bare route with as many clients: ${bare.p50InMs.toFixed(1)} ms`,
      ratio,
      bound: `no error, p99 under ${most}`,
      holds: mixed.errors === 0 && ratio < most,
    },
  ];
}
