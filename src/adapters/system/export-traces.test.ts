import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { exportTraces } from './export-traces.ts';

test('spans reach the collector at the latest when it is stopped, under the name of the program', async () => {
  const received: { url: string | undefined; body: string }[] = [];
  const collector = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      received.push({ url: request.url, body });
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void collector.close());
  const { tracer, stop } = await exportTraces({
    url: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    version: '1.2.3',
  });
  tracer.startSpan('chat gpt-5-mini', { attributes: { 'gen_ai.usage.input_tokens': 12 } }).end();
  await stop();
  expect(received.map(({ url }) => url)).toEqual(['/v1/traces']);
  const [{ resource, scopeSpans }] = JSON.parse(received[0]?.body ?? '').resourceSpans;
  expect(resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'tg-parser' } });
  expect(scopeSpans[0].spans[0]).toMatchObject({
    name: 'chat gpt-5-mini',
    attributes: [{ key: 'gen_ai.usage.input_tokens', value: { intValue: 12 } }],
  });
});

test('a collector that is not there holds nobody up', async () => {
  const { tracer, stop } = await exportTraces({ url: 'http://127.0.0.1:1', version: '1.2.3' });
  tracer.startSpan('lost').end();
  const startedAt = performance.now();
  await stop();
  expect(performance.now() - startedAt).toBeLessThan(4_000);
});
