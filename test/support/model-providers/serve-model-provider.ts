// Run as a process of its own: serve-model-provider.ts '{"api": "openai", "options": {…}}'
// Prints where it listens as a line of JSON and ends with its standard input. What is not of the API has a port of its own:
// GET /__record (?requests=1 for all of them) and POST /__options, which changes the options that are named.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isAbsolute } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { ModelProviderOptions } from './model-provider-options.ts';
import { recordOf } from './provider-record.ts';
import type { ServedOptions } from './served-options.ts';
import { type FakeApi, startModelProvider } from './start-model-provider.ts';

/** The line that says where it listens. */
export interface Announcement {
  url: string;
  key: string;
  controlUrl: string;
}

const { api, options } = JSON.parse(process.argv[2] ?? '{}') as { api: FakeApi; options: ServedOptions };
const provider = await startModelProvider(api, await providerOptions(options));
const control = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (request.method === 'GET' && url.pathname === '/__record') {
    response.end(JSON.stringify(recordOf(provider, url.searchParams.has('requests'))));
  } else if (request.method === 'POST' && url.pathname === '/__options') {
    Object.assign(provider.options, await providerOptions(JSON.parse(await text(request)) as ServedOptions));
    response.end('{}');
  } else {
    response.writeHead(404).end();
  }
});
await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));
process.stdin.resume().on('end', () => process.exit(0));
const controlUrl = `http://127.0.0.1:${(control.address() as AddressInfo).port}`;
console.log(JSON.stringify({ url: provider.url, key: provider.key, controlUrl } satisfies Announcement));

async function providerOptions({ responder, ...rest }: ServedOptions): Promise<ModelProviderOptions> {
  if (responder == null) {
    return { ...rest, ...(responder === null ? { respond: undefined } : {}) };
  }
  const module = await import(isAbsolute(responder) ? pathToFileURL(responder).href : responder);
  return { ...rest, respond: module.respond };
}
