// A program of its own, so that asking takes no time from answering: asks for addresses in turn, over and over, and prints how that went.
import { Pool } from 'undici';
import type { LoadToSend, SentLoad } from './send-load.ts';

const { url, paths, key, clients, seconds } = JSON.parse(process.argv[2] ?? '') as LoadToSend;
const pool = new Pool(url, { connections: clients });
const begunAt = performance.now();
const end = begunAt + seconds * 1_000;
const tookInMs: number[] = [];
let errors = 0;
await Promise.all(
  Array.from({ length: clients }, async (_, client) => {
    for (let turn = client; performance.now() < end; turn += 1) {
      const askedAt = performance.now();
      const path = paths[turn % paths.length] ?? '';
      const { statusCode, body } = await pool.request({ path, method: 'GET', headers: { authorization: `Bearer ${key}` } });
      await body.dump();
      tookInMs.push(performance.now() - askedAt);
      errors += statusCode === 200 ? 0 : 1;
    }
  }),
);
const elapsed = (performance.now() - begunAt) / 1_000;
tookInMs.sort((left, right) => left - right);
const at = (share: number) => tookInMs[Math.floor(tookInMs.length * share)] ?? 0;
const sent: SentLoad = { errors, perSecond: tookInMs.length / elapsed, p50InMs: at(0.5), p99InMs: at(0.99) };
console.log(JSON.stringify(sent));
await pool.close();
