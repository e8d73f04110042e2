import { russianBaseForm } from './russian-base-form.ts';
import { stem } from './stem.ts';
import { canEndPhrase } from './word-class.ts';

type Counted = [form: string, count: number];

/**
 * A phrase as a person would write it in a title, out of its occurrences: the commonest one that is in the nominative, or can be put in it.
 *
 * @returns null for a phrase that has no base form here
 */
export function phraseForm(occurrences: readonly string[], language: string): string | null {
  const counts = new Map<string, number>();
  for (const form of occurrences) {
    counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  const sorted: Counted[] = [...counts].sort(([left, a], [right, b]) => b - a || (left < right ? 1 : -1));
  const changed =
    language === 'ru' ? sorted.map(([form]) => (isNominative(form) ? form : toNominative(form))) : sorted.map(([form]) => form);
  return changed.find((form) => form !== null) ?? null;
}

const cyrillic = /^[а-яё-]+$/iu;
const nominativeAdjective = /(?:[ыи]й|[ая]я|[ое]е|[ыи]е)$/u;

/** «новая итерация», «опыт работы», «кеш браузера»: adjectives and the first noun are in the nominative, what follows is not looked at. */
function isNominative(phrase: string): boolean {
  for (const word of phrase.toLowerCase().replaceAll('ё', 'е').split(' ')) {
    if (!cyrillic.test(word)) {
      return true;
    }
    if (!isAdjective(word)) {
      return isBaseNoun(word);
    }
    if (!nominativeAdjective.test(word)) {
      return false;
    }
  }
  return false;
}

/** At the head of a phrase «новой» and «новом» are adjectives, too: a noun would be in an oblique case there. */
function isAdjective(word: string): boolean {
  return !canEndPhrase(word, 'ru') || /(?<=.{2})[ое][йм]$/u.test(word);
}

/** A noun that is its own base form, or a plural. */
function isBaseNoun(word: string): boolean {
  return (
    russianBaseForm(stem(word, 'ru'), new Map([[word, 1]]), false) === word &&
    !/(?:[аеиоуыэюя][ею]|у|ом|ам|ами|ах|ях|ью)$/u.test(word.replace(/ие$/u, ''))
  );
}

/** Puts an adjective and its noun into the nominative where the endings of both leave no doubt. */
function toNominative(phrase: string): string | null {
  const words = phrase.split(' ');
  const [adjective = '', noun = ''] = words;
  if (words.length > 2 || !cyrillic.test(phrase.replace(' ', '')) || phrase !== phrase.toLowerCase()) {
    return null;
  }
  if (!isAdjective(adjective.toLowerCase())) {
    const first = russianBaseForm(stem(adjective, 'ru'), new Map([[adjective, 1]]), false);
    return first === adjective ? null : isBaseNoun(first) ? `${first} ${noun}` : null;
  }
  const base = russianBaseForm(stem(noun, 'ru'), new Map([[noun, 1]]), false);
  const soft = /[кгхжчшщ](?:[а-я]{2,3})$/u.test(adjective);
  const stemmed = adjective.replace(/(?:ыми|ими|ого|его|ому|ему|ой|ей|ую|юю|ых|их|ым|им|ом|ем)$/u, '');
  if (stemmed === adjective) {
    return null;
  }
  if (/(?:ыми|ими|ых|их)$/u.test(adjective)) {
    return /[ыи]$/u.test(base) ? `${stemmed}${soft ? 'ие' : 'ые'} ${base}` : null;
  }
  if (/(?:ая|ую|ой)$/u.test(adjective) && /(?:ия|ость|ка)$/u.test(base)) {
    return `${stemmed}ая ${base}`;
  }
  return /(?:ого|ому|ым|ом)$/u.test(adjective) && /(?:ние|ствие|ство)$/u.test(base) ? `${stemmed}ое ${base}` : null;
}
