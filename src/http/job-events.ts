import { isFinalJobState, type Job } from '../domain/job.ts';
import type { Delay } from '../ports/delay.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import { toJobAnswer } from './job-answer.ts';

export interface JobEventsOptions {
  jobQueue: Pick<JobQueue, 'get'>;
  delay: Delay;
  /** Ends the events, whatever the job does. */
  stopping: AbortSignal;
}

/** Between two looks at the job. */
const lookEveryInMs = 500;
/** Proxies close what is silent for longer. */
const longestSilenceInMs = 15_000;

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): `job` whenever something about the job has changed, then `end`.
 * Each holds the whole job, so that who connects again has missed nothing.
 */
export async function* jobEvents(first: Job, { jobQueue, delay, stopping }: JobEventsOptions): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let told = '';
  let silentInMs = 0;
  for (let job: Job | null = first; job !== null && !stopping.aborted; job = await jobQueue.get(first.jobId)) {
    const data = JSON.stringify(toJobAnswer(job));
    const isEnd = isFinalJobState(job.state);
    if (data !== told || isEnd) {
      yield encoder.encode(`event: ${isEnd ? 'end' : 'job'}\ndata: ${data}\n\n`);
      told = data;
      silentInMs = 0;
    } else if (silentInMs >= longestSilenceInMs) {
      yield encoder.encode(': the job goes on\n\n');
      silentInMs = 0;
    }
    if (isEnd) {
      return;
    }
    await delay(lookEveryInMs, stopping);
    silentInMs += lookEveryInMs;
  }
}
