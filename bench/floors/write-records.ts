// Floor of export: the same records from memory, JSON.stringify and write into as many files, nothing else.
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const [from = '', to = ''] = process.argv.slice(2);
const files = readdirSync(from)
  .filter((name) => name !== 'manifest.json')
  .map((name) => ({ name, records: readRecords(name) }));
mkdirSync(to);
const startedAt = performance.now();
let bytes = 0;
for (const { name, records } of files) {
  const file = openSync(join(to, name), 'w');
  let block = '';
  for (const record of records) {
    block += `${JSON.stringify(record)}\n`;
    if (block.length > 1 << 20) {
      bytes += writeSync(file, block);
      block = '';
    }
  }
  bytes += writeSync(file, block);
  closeSync(file);
}
const seconds = (performance.now() - startedAt) / 1000;
const entries = files.find(({ name }) => name === 'kb_entries.ndjson')?.records.length ?? 0;
console.log(JSON.stringify({ entries, files: files.length, bytes, seconds }));

function readRecords(name: string): unknown[] {
  const text = readFileSync(join(from, name), 'utf8');
  if (name.endsWith('.ndjson')) {
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }
  return [JSON.parse(text)].flat();
}
