import { expect, it } from 'vitest';
import { systemDelay } from './system-delay.ts';

it('ends no earlier than asked, as the clock sees it', async () => {
  const begin = Date.now();
  await systemDelay(5.5);
  expect(Date.now() - begin).toBeGreaterThanOrEqual(5.5);
});

it('ends at once, without an error, when the signal is or gets aborted', async () => {
  await systemDelay(3_600_000, AbortSignal.abort());
  const controller = new AbortController();
  const waiting = systemDelay(3_600_000, controller.signal);
  controller.abort();
  await expect(waiting).resolves.toBeUndefined();
});
