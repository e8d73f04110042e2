import { callInterrupted } from './call-interrupted.ts';

/**
 * Waits for the end of something, good or bad.
 *
 * @throws TgParserError `interrupted` as soon as the signal is aborted
 */
export async function waitUnlessAborted(event: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  let stop = () => {};
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal?.addEventListener('abort', stop, { once: true });
  const ended = event.then(stop, stop);
  await (signal?.aborted ? undefined : Promise.race([ended, aborted]));
  signal?.removeEventListener('abort', stop);
  if (signal?.aborted) {
    throw callInterrupted();
  }
}
