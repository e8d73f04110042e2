import { newDocument } from '../../../test/contract/documents.ts';
import type { ProcessedDocument } from '../../domain/processed-document.ts';
import { seededRandom } from '../../lib/seeded-random.ts';

const subjects = [
  'bread dough flour oven starter rye loaf crust yeast salt kneading baking sourdough hydration scoring steam',
  'bicycle wheel spoke tyre chain brake saddle gear derailleur pedal frame puncture pump rim hub handlebar',
  'tomato seedling compost greenhouse watering basil pepper soil mulch seed garden bed pruning harvest frost fertiliser',
  'council budget junction lane traffic mayor petition crossing parking tram meeting vote street signal speed district',
];
const filler = 'today please know really maybe people small large week morning evening neighbour question answer time place';

export interface InventedChannel {
  count: number;
  seed: number;
  /** Ids of the first document and on; default 1. */
  firstId?: number;
}

/** Documents about four subjects, some of them noise or duplicates, some too short to be about anything. */
export function inventDocuments({ count, seed, firstId = 1 }: InventedChannel): ProcessedDocument[] {
  const random = seededRandom(seed);
  const pick = (words: string[]) => words[Math.floor(random() * words.length)] ?? '';
  return Array.from({ length: count }, (_, index) => {
    const subject = pick(subjects).split(' ');
    const length = random() < 0.1 ? 2 : 8 + Math.floor(random() * 30);
    const words = Array.from({ length }, () => pick(random() < 0.7 ? subject : filler.split(' ')));
    const fate = random();
    return newDocument(firstId + index, {
      text_clean: `${words.join(' ')}.`,
      noise: fate < 0.05 ? { is_noise: true, kind: 'greeting', reason: 'invented' } : { is_noise: false, kind: null, reason: null },
    });
  });
}
