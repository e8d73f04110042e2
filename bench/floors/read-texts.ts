// Floor of processing: the libraries that identify languages and stem words, on the same texts, and nothing else: no
// cleaning, no rules of ours, nothing stored.
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemRussian } from '@orama/stemmers/russian';
import { detect } from 'tinyld';
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
  const stem = detect(text) === 'ru' ? stemRussian : stemEnglish;
  for (const word of text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
    stems += stem(word).length > 0 ? 1 : 0;
  }
}
console.log(JSON.stringify({ texts: texts.length, stems, seconds: (performance.now() - startedAt) / 1000 }));
