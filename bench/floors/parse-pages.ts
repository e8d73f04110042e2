import { parsePage } from '../../src/adapters/telegram-web/parse-page.ts';

/**
 * Reads every page of a channel into memory by bare `fetch`, then parses them all and keeps nothing: the time is that of parsing alone.
 */
export async function parsePages(baseUrl: string, username: string): Promise<{ messages: number; seconds: number }> {
  const path = `/s/${username}`;
  const pages: string[] = [];
  for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null; ) {
    const html = await (await fetch(`${baseUrl}${path}?before=${before}`)).text();
    pages.push(html);
    before = parsePage(html, { path }).olderBefore;
  }
  let messages = 0;
  const startedAt = performance.now();
  for (const html of pages) {
    messages += parsePage(html, { path }).messages.length;
  }
  return { messages, seconds: (performance.now() - startedAt) / 1000 };
}
