// Searches the entries of an exported knowledge base by words and prints the best with their links.
//   node examples/search-the-output.mjs <export folder> <words …>
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [folder, ...words] = process.argv.slice(2);
const wanted =
  words
    .join(' ')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
if (folder === undefined || wanted.length === 0) {
  console.error('Usage: node examples/search-the-output.mjs <export folder> <words …>');
  process.exit(2);
}

const path = join(folder, 'kb_entries.ndjson');
if (!existsSync(path)) {
  console.error(`${path} does not exist: "npm run demo" or "tg-parser export --out ${folder}" makes it.`);
  process.exit(1);
}
const found = [];
for await (const line of createInterface({ input: createReadStream(path) })) {
  const entry = JSON.parse(line);
  const score = rate(entry);
  if (score > 0) {
    found.push({ score, entry });
  }
}
found.sort((left, right) => right.score - left.score);
for (const { score, entry } of found.slice(0, 5)) {
  console.log(`${score.toFixed(2)}  ${entry.title}\n      ${entry.metadata.telegram_url ?? entry.id}`);
}
if (found.length === 0) {
  console.log('Nothing holds these words.');
}

/** Share of the wanted words that the entry holds, those in the title counted twice. */
function rate({ title, content }) {
  const hits = (text) => wanted.filter((word) => text.toLowerCase().includes(word)).length;
  return (hits(content) + 2 * hits(title)) / (3 * wanted.length);
}
