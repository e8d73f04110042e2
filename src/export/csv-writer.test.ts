import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { KnowledgeBaseEntry } from '../domain/knowledge-base-entry.ts';
import { csvWriter } from './csv-writer.ts';
import { createFileSet } from './file-set.ts';

function entry(title: string, content: string): KnowledgeBaseEntry {
  return {
    id: 'kb:msg:tg:1:post:1',
    source: {
      type: 'telegram_message',
      channel_id: '1',
      message_id: '1',
      message_type: 'post',
      source_ref: 'tg:1:post:1',
      topic_id: null,
    },
    created_at: '2026-01-01T00:00:00Z',
    title,
    content,
    topics: ['a', 'b'],
    tags: [],
    vector: null,
    metadata: { date: '2026-01-01T00:00:00Z', language: 'en', telegram_url: null, duplicate_of: null },
  };
}

async function toCsv(entries: KnowledgeBaseEntry[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'csv-'));
  const files = createFileSet(folder);
  onTestFinished(() => files.close());
  await files.writeFile('x.csv', async (file) => {
    const writer = await csvWriter(file);
    for (const one of entries) {
      await writer.write(one);
    }
    await writer.finish();
  });
  return readFile(join(folder, 'x.csv'), 'utf8');
}

/** A reader of RFC 4180 that takes nothing for granted. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /"((?:[^"]|"")*)"(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) {
      throw new Error('no RFC 4180 field');
    }
    row.push((match[1] ?? '').replaceAll('""', '"'));
    if (match[2] === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('csvWriter', () => {
  it('is read back by an RFC 4180 reader, for any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'x') }),
        async (title, content) => {
          const csv = await toCsv([entry(`t${title}`, `c${content}`)]);
          expect(csv.charCodeAt(0)).toBe(0xfeff);
          const [header = [], row = []] = parseCsv(csv.slice(1));
          expect(row).toHaveLength(header.length);
          expect(row[header.indexOf('title')]).toBe(`t${title}`);
          expect(row[header.indexOf('content')]).toBe(`c${content}`);
          expect(row[header.indexOf('topics')]).toBe('a\nb');
          expect(row[header.indexOf('telegram_url')]).toBe('');
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['=1+1', '+7 900', '-1', '@SUM(A1)', '\t=1', ' =1', '\u200b=1', '\n=1', '＝1'])(
    'lets no spreadsheet run %j as a formula',
    async (text) => {
      const [header = [], row = []] = parseCsv((await toCsv([entry(text, 'x')])).slice(1));
      expect(row[header.indexOf('title')]).toBe(`'${text}`);
    },
  );
});
