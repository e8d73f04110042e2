import type { SampleApi } from './open-sample-api.ts';
import type { ResultRow } from './result-row.ts';
import { sendLoad } from './send-load.ts';

const rounds = 5;
const least = 0.6;
const clients = 16;

/** Reads of one topic by the whole stack and by a bare route, in turn; the median round counts. */
export async function measureReads({ url, bareUrl, key, paths }: SampleApi): Promise<ResultRow[]> {
  const rate = async (of: string, seconds: number) =>
    (await sendLoad({ url: of, paths: paths.slice(0, 1), key, clients, seconds })).perSecond;
  await rate(bareUrl, 1);
  await rate(url, 1);
  const measured = [];
  for (let round = 0; round < rounds; round++) {
    measured.push({ floor: await rate(bareUrl, 3), api: await rate(url, 3) });
  }
  measured.sort((left, right) => left.api / left.floor - right.api / right.floor);
  const { api, floor } = measured[Math.floor(rounds / 2)] ?? { floor: 0, api: 0 };
  return [
    {
      what: 'reads of one topic through the whole stack',
      measured: `${api.toFixed(0)} a second`,
      floor: `a bare route that reads the same row: ${floor.toFixed(0)}`,
      ratio: api / floor,
      bound: `at least ${least}`,
      holds: api / floor >= least,
    },
  ];
}
