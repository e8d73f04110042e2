import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface LoadToSend {
  url: string;
  /** Asked for in turn. */
  paths: readonly string[];
  key: string;
  /** Requests at a time. */
  clients: number;
  seconds: number;
}

export interface SentLoad {
  /** Answers other than 200. */
  errors: number;
  perSecond: number;
  p50InMs: number;
  p99InMs: number;
}

const run = promisify(execFile);
const client = fileURLToPath(new URL('./ask-repeatedly.js', import.meta.url));

/** Asks from a process of its own. */
export async function sendLoad(load: LoadToSend): Promise<SentLoad> {
  const { stdout } = await run(process.execPath, [client, JSON.stringify(load)]);
  return JSON.parse(stdout) as SentLoad;
}
