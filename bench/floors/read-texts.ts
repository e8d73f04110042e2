// Floor of processing: language identification, tokenising and stemming of the same texts, nothing stored.
import { identifyLanguage } from '../../src/lib/text/identify-language.ts';
import { stem } from '../../src/lib/text/stem.ts';
import { tokenize } from '../../src/lib/text/tokenize.ts';
import { generateMessages } from '../support/generate-messages.ts';

const texts: string[] = [];
for (const { text } of generateMessages({ count: Number(process.argv[2]), seed: Number(process.argv[3] ?? 1) })) {
  if (typeof text === 'string' && text !== '') {
    texts.push(text);
  }
}
const startedAt = performance.now();
let stems = 0;
for (const text of texts) {
  const { language } = identifyLanguage(text);
  for (const word of tokenize(text)) {
    stems += stem(word, language).length > 0 ? 1 : 0;
  }
}
console.log(JSON.stringify({ texts: texts.length, stems, seconds: (performance.now() - startedAt) / 1000 }));
