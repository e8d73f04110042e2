import type { DocumentEntity } from '../../domain/processed-document.ts';
import type { AnalyzedSentence, TextAnalysis } from './describe-analysis.ts';
import { givenNames } from './describe-given-names.ts';
import { nameKey } from './describe-name-key.ts';

const mostFound = 12;
const searchedCharacters = 8_000;

/** Words that announce a person; the name follows. `gate` is in every match, and quick to look for. */
const titled: readonly (readonly [confidence: number, pattern: RegExp, gate: RegExp])[] = [
  [
    0.6,
    /(?<!\p{L})(?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Prof\.?|Professor|President|Senator|Minister|Herr|Frau|Sr\.|Sra\.|Don|Doña|Presidente|Doctor[a]?)\s(?<name>\p{Lu}[\p{Ll}’'-]{1,24}(?:\s\p{Lu}[\p{Ll}’'-]{1,24}){0,2})(?!\p{L})/gu,
    /[DFHMPS][a-zñ]+\.?\s/,
  ],
  [
    0.6,
    /(?<!\p{L})(?:[Дд]октор|[Пп]рофессор|[Аа]кадемик|[Пп]резидент|[Мм]инистр|[Гг]убернатор|[Мм]эр|[Гг]енерал|[Пп]исатель|[Пп]рофесор|[Пп]резидентка|[Мм]іністр|[Мм]ер|[Пп]исьменник)\s(?<name>[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]{1,24}\s[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]{2,24})(?!\p{L})/gu,
    /октор|рофес|кадемик|резидент|инистр|іністр|убернатор|[Мм][эе]р|енерал|исатель|исьменник/,
  ],
  [
    0.5,
    /(?<!\p{L})(?:دکتر|آقای|خانم|مهندس|استاد|الدكتور|الدكتورة|السيد|السيدة|الرئيس|الوزير|الشيخ)\s(?<name>[\p{Script=Arabic}\u200c]{2,20}(?:\s[\p{Script=Arabic}\u200c]{2,20})?)/gu,
    /[\u0600-\u06ff]/,
  ],
];

const initial = /[A-ZА-ЯЁІЇЄҐ]\./;
/** Initials and a family name, either way round. */
const initials =
  /(?<!\p{L})(?:[А-ЯЁІЇЄҐ]\.\s?){1,2}[А-ЯЁІЇЄҐ][\p{Ll}’'-]{2,24}(?!\p{L})|(?<!\p{L})(?:[A-Z]\.\s?){1,2}[A-Z][a-z’'-]{2,24}(?!\p{L})|(?<!\p{L})[А-ЯЁІЇЄҐ][\p{Ll}’'-]{2,24}\s[А-ЯЁІЇЄҐ]\.\s?[А-ЯЁІЇЄҐ]\.(?!\p{L})/gu;

const capitalised = /^\p{Lu}[\p{Ll}\p{M}]+(?:[-’']\p{Lu}?[\p{Ll}\p{M}]+)*$/u;
const patronymic = /(?:ович|евич|ич|овна|евна|ична|инична|йович|івна|ївна)(?:а|у|ем|ом|е|ы|и|і|ой|ою)?$/u;
const familyName =
  /(?:[ое]в|[её]в|ин|ын|ск(?:ий|ого|ому|им|ом)|цк(?:ий|ого|ому|им)|ск(?:ая|ой|ую)|енк[оа]|чук|щук|юк|як|ян|дзе|швили|ов[ауы]?|ев[ауы]?|ин[ауы]?|овой|евой|иной|[ое]вым|иным|[ое]ву|ину|ець|зьк(?:ий|ого|ому|а|ої))$/u;

/**
 * People, as far as it can be told without a model: after a title, by a known given name, a patronymic or initials. Guesses,
 * so never above 0.6.
 */
export function findPeople({ sentences }: TextAnalysis, organizations: readonly DocumentEntity[]): DocumentEntity[] {
  const found = new Map<string, DocumentEntity>();
  const taken = new Set(organizations.map(({ value }) => nameKey(value)));
  const add = (value: string, confidence: number) => {
    const key = nameKey(value);
    if (found.size < mostFound && !found.has(key) && !taken.has(key)) {
      found.set(key, { type: 'person', value, confidence });
    }
  };
  let read = 0;
  for (const sentence of sentences) {
    if (isHeadline(sentence)) {
      continue;
    }
    for (const [confidence, pattern, gate] of titled) {
      for (const match of gate.test(sentence.text) ? sentence.text.matchAll(pattern) : []) {
        add(match.groups?.name ?? '', confidence);
      }
    }
    for (const [written] of initial.test(sentence.text) ? sentence.text.matchAll(initials) : []) {
      add(written, 0.55);
    }
    for (const name of namesByWords(sentence)) {
      add(name, 0.5);
    }
    read += sentence.text.length;
    if (read > searchedCharacters) {
      break;
    }
  }
  return withoutParts([...found.values()]);
}

/** English headlines write most words with a capital: names do not stand out in them. */
function isHeadline({ words }: AnalyzedSentence): boolean {
  const capitals = words.filter(({ surface }) => /^[A-Z]/.test(surface)).length;
  return words.length >= 5 && capitals > words.length * 0.6;
}

/** Runs of two or three capitalised words of which one is known as a given name, or which are built like a full name. */
function namesByWords({ words }: AnalyzedSentence): string[] {
  const names: string[] = [];
  for (let start = 0; start < words.length; start += 1) {
    let end = start;
    while (
      end < words.length &&
      end - start < 3 &&
      capitalised.test(words[end]?.surface ?? '') &&
      (end === start || words[end]?.isBound)
    ) {
      end += 1;
    }
    const run = words.slice(start, end).map(({ surface }) => surface);
    const [first = '', second = '', third = ''] = run;
    const isNamed = givenNames.test(first) && run.length > 1;
    const size = isNamed ? (patronymic.test(second) && third !== '' ? 3 : givenNames.test(second) && third === '' ? 0 : 2) : 0;
    const isFamilyFirst =
      !isNamed && run.length > 1 && familyName.test(first) && /^\p{Script=Cyrillic}/u.test(first) && givenNames.test(second);
    const taken = isFamilyFirst ? (patronymic.test(third) ? 3 : 2) : size;
    if (taken > 0) {
      names.push(run.slice(0, taken).join(' '));
      start += taken - 1;
    }
  }
  return names;
}

/** «Ivanov» said after «Ivan Ivanov» is the same man. */
function withoutParts(people: DocumentEntity[]): DocumentEntity[] {
  return people.filter(
    ({ value }) => value !== '' && !people.some((other) => other.value !== value && ` ${other.value} `.includes(` ${value} `)),
  );
}
