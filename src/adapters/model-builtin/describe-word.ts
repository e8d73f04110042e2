import { isStopword } from '../../lib/text/is-stopword.ts';
import { stem } from '../../lib/text/stem.ts';
import { canBePart, canEndPhrase } from '../../lib/text/word-class.ts';

/** What a written word says of itself, whatever stands around it. */
export interface WordFacts {
  /** As it was written. */
  surface: string;
  /** Lower case, `ё` as `е`: what stems and stopwords are looked up by. */
  lower: string;
  stem: string;
  /** Carries no subject of its own: a stopword, a number, a single letter. */
  isStop: boolean;
  /** Begins with a capital letter. */
  isUpper: boolean;
  /** Can be part of a phrase that names something. */
  isContent: boolean;
  /** Such a phrase can end with it. */
  canEnd: boolean;
}

/** A channel says most with a few thousand words; the cache is emptied when it is full, so memory is bounded. */
const cachedWords = 50_000;
const cache = new Map<string, Map<string, WordFacts>>();
const startsWithLetter = /^\p{L}/u;

/** @param language ISO 639-1 or `und` */
export function lookUpWord(surface: string, language: string): WordFacts {
  let known = cache.get(language);
  if (!known) {
    known = new Map();
    cache.set(language, known);
  }
  let facts = known.get(surface);
  if (!facts) {
    facts = workOut(surface, language);
    if (known.size >= cachedWords) {
      known.clear();
    }
    known.set(surface, facts);
  }
  return facts;
}

function workOut(surface: string, language: string): WordFacts {
  const small = surface.toLowerCase();
  const lower = small.replaceAll('ё', 'е');
  const isStop = lower.length < 2 || isStopword(lower, language) || !startsWithLetter.test(lower);
  const isUpper = small.charCodeAt(0) !== surface.charCodeAt(0);
  const isContent = !isStop && lower.length > 2 && canBePart(lower, language);
  // German writes what it names with a capital.
  const canEnd = isContent && canEndPhrase(lower, language) && (language !== 'de' || isUpper);
  return { surface, lower, stem: isStop ? lower : stem(lower, language), isStop, isUpper, isContent, canEnd };
}
