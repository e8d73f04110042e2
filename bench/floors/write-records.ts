// Floor of export: the same records from memory, JSON.stringify and write, nothing else.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

const [from = '', to = ''] = process.argv.slice(2);
const records: unknown[] = readFileSync(from, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));
const startedAt = performance.now();
const file = openSync(to, 'w');
let block = '';
for (const record of records) {
  block += `${JSON.stringify(record)}\n`;
  if (block.length > 1 << 20) {
    writeSync(file, block);
    block = '';
  }
}
writeSync(file, block);
closeSync(file);
console.log(JSON.stringify({ records: records.length, seconds: (performance.now() - startedAt) / 1000 }));
