import { readFileSync } from 'node:fs';
import type { Context, Hono } from 'hono';
import { TgParserError } from '../domain/tg-parser-error.ts';

/** Where the build puts the reader, as seen from the sources and from the built program. */
const builtFolder = new URL('../../dist/reader/', import.meta.url);
const files: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
]);

/** Every address is relative, so that it works behind a proxy with a path of its own. Nothing is asked of another host. */
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>tg-parser: HTTP API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="reader"><noscript>This page needs scripts. <a href="openapi.json">openapi.json</a> says the same.</noscript></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;
const start = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#reader', deepLinking: true, validatorUrl: null });\n`;

const headers = {
  // Of styles, the reader sets some on its elements.
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/**
 * Answers `/docs` with a page to read and try the API with. It needs no key: it shows what `/openapi.json` says, and what is asked from it
 * needs a key as ever.
 */
export function addDocumentationPage(
  api: Hono,
  refuse: (context: Context, error: TgParserError) => Response,
  folder: URL = builtFolder,
): void {
  const read = new Map<string, Buffer>();
  api.get('/docs', (context) =>
    fileOf('swagger-ui-bundle.js') === null
      ? refuse(context, notBuilt())
      : context.body(page, 200, { ...headers, 'content-type': 'text/html; charset=utf-8' }),
  );
  api.get('/docs/start.js', (context) =>
    context.body(start, 200, { ...headers, 'content-type': 'text/javascript; charset=utf-8' }),
  );
  for (const [name, type] of files) {
    api.get(`/docs/${name}`, (context) => {
      const bytes = fileOf(name);
      return bytes === null
        ? refuse(context, notBuilt())
        : context.body(new Uint8Array(bytes), 200, { ...headers, 'content-type': type });
    });
  }

  function fileOf(name: string): Buffer | null {
    const known = read.get(name);
    if (known) {
      return known;
    }
    try {
      const bytes = readFileSync(new URL(name, folder));
      read.set(name, bytes);
      return bytes;
    } catch {
      return null;
    }
  }
}

function notBuilt(): TgParserError {
  return new TgParserError('not_found', 'The page is not there: it comes with the built program', {
    hint: 'GET /openapi.json says the same. "npm run build" makes the page.',
  });
}
