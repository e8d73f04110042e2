import { existsSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWebChannel } from './open-web-channel.ts';
import { createWebClient } from './web-client.ts';

const fixtures = fileURLToPath(new URL('../../../../shared/fixtures/web', import.meta.url));
const recorded = (name: string) => readFileSync(`${fixtures}/${name}`, 'utf8');

async function serve(answer: RequestListener) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = createWebClient(
    {
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      userAgent: 'tg-parser/test',
      pauseInMs: 0,
      retry: { maxAttempts: 3, baseInMs: 100, maxInMs: 1_000, jitter: 0 },
    },
    { clock: { now: () => new Date() }, delay: async () => undefined },
  );
  onTestFinished(async () => {
    await client.close();
    server.close();
  });
  return { client, requests };
}

describe.skipIf(!existsSync(fixtures))('a channel with recorded pages', () => {
  test('is opened and read from its newest page with one request', async () => {
    const { client, requests } = await serve((_, response) => response.end(recorded('channel-page.html')));
    const source = await openWebChannel(client, { username: 'WalterBloomberg', channelId: null });
    expect(source.channel).toMatchObject({ channelId: '1976111514', username: 'walterbloomberg', kind: 'channel' });
    for await (const page of source.readOlder({ beforeId: null })) {
      expect(page.messages).toHaveLength(20);
      expect(page).toMatchObject({ covers: { firstId: 22878, lastId: 22898 }, isLast: false, damages: [] });
      break;
    }
    expect(requests).toEqual(['/s/walterbloomberg']);
    expect(source.unknownShapes()).toEqual([]);
  });

  test('that has no preview is named with the other doors', async () => {
    const { client, requests } = await serve((request, response) => {
      const isPreview = request.url?.startsWith('/s/');
      response.writeHead(isPreview ? 302 : 200, isPreview ? { location: 'https://t.me/recorded' } : {});
      response.end(isPreview ? '' : recorded('no-preview.html'));
    });
    const opened = openWebChannel(client, { username: 'recorded', channelId: null });
    await expect(opened).rejects.toMatchObject({ code: 'channel_no_preview', hint: expect.stringContaining('mtproto') });
    expect(requests).toEqual(['/s/recorded', '/recorded']);
  });
});
