import { Hono } from 'hono';
import type { Metrics } from '../ports/metrics.ts';

/** What a program without an API answers to who watches it: that it is alive, and its numbers. It asks for no key, so it belongs into a private network. */
export function createWatch(metrics: Metrics): Hono {
  const watch = new Hono();
  watch.get('/health', (context) => context.json({ status: 'alive' }));
  watch.get('/metrics', async () => new Response(await metrics.text(), { headers: { 'content-type': metrics.contentType } }));
  return watch;
}
