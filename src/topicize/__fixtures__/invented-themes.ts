import { newDocument } from '../../../test/contract/documents.ts';
import type { ProcessedDocument } from '../../domain/processed-document.ts';
import { seededRandom } from '../../lib/seeded-random.ts';

const syllables = 'ba ke mi to ru sa ne vo li pa'.split(' ');

/** Two fields, each with six subjects that have most words in common, so that some themes hold several topics. */
export function inventThemes(): ProcessedDocument[] {
  const random = seededRandom(3);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const inventWords = (count: number) =>
    Array.from({ length: count }, () => [pick(syllables), pick(syllables), pick(syllables)].join(''));
  const fields = [0, 1].map(() => ({
    shared: inventWords(20),
    subjects: Array.from({ length: 6 }, () => inventWords(12)),
  }));
  return Array.from({ length: 360 }, (_, index) => {
    const field = fields[index % 2];
    const subject = field?.subjects[Math.floor(index / 2) % 6] ?? [];
    const words = Array.from({ length: 20 }, () => pick(random() < 0.6 ? (field?.shared ?? []) : subject));
    return newDocument(index + 1, { text_clean: `${words.join(' ')}.` });
  });
}
