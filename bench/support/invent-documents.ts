import type { ProcessedDocument } from '../../src/domain/processed-document.ts';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { newDocument } from '../../test/contract/documents.ts';

const subjectCount = 60;
const wordsOfSubject = 24;
const commonWords = 400;
const syllables = 'ba ce di fo gu ha ki le mo nu pa re si to vu wa xe yo za bri cla dro fle gra pho ste tri'.split(' ');
/** 2024-01-01T00:00:00Z. */
const firstPost = 1_704_067_200_000;
const gap = 600_000;

/**
 * Documents of a channel about always the same sixty subjects, however many they are: invented words, some of which every subject has for itself,
 * the first ones of each more often than the last. The same for the same seed, and more documents begin with the same ones.
 */
export function* inventDocuments({ count, seed }: { count: number; seed: number }): Generator<ProcessedDocument> {
  const random = seededRandom(seed);
  const words = inventWords(subjectCount * wordsOfSubject + commonWords, random);
  const common = words.slice(subjectCount * wordsOfSubject);
  for (let id = 1; id <= count; id++) {
    const subject = Math.floor(random() * subjectCount);
    const own = words.slice(subject * wordsOfSubject, (subject + 1) * wordsOfSubject);
    const length = 8 + Math.floor(random() * 30);
    const chosen = Array.from({ length }, () => pick(random() < 0.55 ? own : common, random));
    const text = `${chosen.join(' ')}.`;
    const date = new Date(firstPost + id * gap).toISOString().replace('.000', '');
    yield newDocument(id, { text_clean: text, title: chosen.slice(0, 6).join(' '), date });
  }
}

function inventWords(count: number, random: () => number): string[] {
  const words = new Set<string>();
  while (words.size < count) {
    const length = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join(''));
  }
  return [...words];
}

/** Low indexes more often than high ones. */
function pick(list: readonly string[], random: () => number): string {
  return list[Math.floor(list.length * random() ** 1.6)] ?? '';
}
