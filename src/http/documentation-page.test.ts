import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { addDocumentationPage } from './documentation-page.ts';

function openPage(files: Record<string, string>) {
  const folder = pathToFileURL(`${temporaryFolder()}/`);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(new URL(name, folder), text);
  }
  const api = new Hono();
  addDocumentationPage(api, (context, error) => context.json({ hint: error.hint }, 404), folder);
  return (path: string) => api.request(path);
}

test('a page asks for nothing but what the server itself has, whatever is in it', async () => {
  const ask = openPage({ 'swagger-ui-bundle.js': 'program', 'swagger-ui.css': 'style', 'other.js': 'other' });
  const page = await ask('/docs');
  const text = await page.text();
  expect(text).not.toMatch(/https?:|\/\/|<script>/);
  const named = [...text.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, name]) => `/${name}`);
  expect(named).toHaveLength(3);
  for (const path of ['/docs', ...named]) {
    const answered = await ask(path);
    expect([path, answered.status, answered.headers.get('x-content-type-options')]).toEqual([path, 200, 'nosniff']);
    const policy = answered.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/https?:|\*|script-src[^;]*unsafe/);
  }
  for (const path of ['/docs/other.js', '/docs/..%2fother.js', '/docs/']) {
    expect((await ask(path)).status).toBe(404);
  }
});

test('without a build, what answers is a hint', async () => {
  const ask = openPage({});
  for (const path of ['/docs', '/docs/swagger-ui.css']) {
    const answered = await ask(path);
    expect([answered.status, await answered.json()]).toEqual([404, { hint: expect.stringContaining('/openapi.json') }]);
  }
});
