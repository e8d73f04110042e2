import { namesSomething } from './names-something.ts';
import { canBePart, canEndPhrase } from './word-class.ts';

const vowel = 'аеиоуыэюя';
const sibilantOrBack = /[кгхжчшщ]$/u;
/** Masculine nouns whose plural ends in -а. */
const pluralsInA =
  /^(?:.*облак|город|поезд|дом|номер|адрес|паспорт|счет|директор|мастер|лес|остров|цвет|берег|голос|глаз|вечер|доктор|профессор|повар|тормоз)$/u;

const adjective = /^(?:[ыи]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ыи][мх]|[ую]ю|[ыи]ми)$/u;

/** Endings of the oblique cases whose base form is sure, whatever other forms a text has. The first that fits is taken. */
const sure: [RegExp, string][] = [
  [/(?<=(?:фик|из|тр)аци|логи)(?:и|ю|ей|й)$/u, 'я'],
  [/(?<=памят|жизн|помощ|реч|безопасност)и$/u, 'ь'],
  [/(?<=.{3})(?<!нов|скор|трос|полн|мощн)ост(?:и|ью|ям|ями|ях|ей)$/u, 'ость'],
  [/ост(?:ям|ями|ях|ей)$/u, 'ости'],
  [/(?<!герм|исп|брит|рум|комп|камп|алб|лит|арм|слов|^.{0,2})([еая]н)и[яюи]$/u, '$1ие'],
  [/(?<!герм|исп|брит|рум|комп|камп|алб|лит|арм|слов|^.{0,2})([еая]н)ием$/u, '$1ие'],
  [/(?<=.{3}[еая]н)и(?:ям|ями|ях|й)$/u, 'ия'],
  [/стви(?:я|ю|и|ем)$/u, 'ствие'],
  [/(?<=.{2}[бвгдзклмнпрстфхц])ию$/u, 'ия'],
  [/(?<=.{2}[бвгдзлмнпрстфхц])и(?:ей|ям|ями|ях)$/u, 'ии'],
  [/(?<=.)(ци|[рнеу]си|[аеияу]зи|оги|афи)й$/u, '$1и'],
  [/(?<=.[аи]тел)(?:я|ю|ем|е)$/u, 'ь'],
  [/(?<=.[аи]тел)(?:ей|ям|ями|ях)$/u, 'и'],
  [/(?<=.(?:ств))(?:ами|ам|ах)$/u, 'а'],
  [/(?<=.(?:ств))(?:ом|у|е)$/u, 'о'],
];

/**
 * The base form of a Russian noun out of the forms in which its stem occurs: the nominative among them where one shows, else one that the
 * others leave no doubt about, else the commonest form. Verbs, adverbs and adjectives stay as they are.
 *
 * @param forms lower case, `ё` as `е`, and how often each occurs; at least one
 * @param isProper a name: «Иванов» is no plural
 */
export function russianBaseForm(stem: string, forms: ReadonlyMap<string, number>, isProper: boolean): string {
  const commonest = most([...forms]);
  const nouns = [...forms].filter(([form]) => namesSomething(form, 'ru'));
  const noun = most([...nouns]);
  if (!/^[а-я-]{3,}$/u.test(commonest) || (noun !== commonest && sum(nouns) < sum([...forms]) * 0.4)) {
    return nominativeAdjective(commonest, forms);
  }
  const adjectives = [...forms].filter(([form]) => adjective.test(form.slice(stem.length)) && form.startsWith(stem));
  if (sum(adjectives) > sum([...forms]) * 0.3) {
    return nominativeAdjective(most(adjectives), forms);
  }
  if (noun.endsWith('ии')) {
    const of = (...endings: string[]) => endings.reduce((all, ending) => all + (forms.get(noun.slice(0, -1) + ending) ?? 0), 0);
    return of('я', 'ю', 'ей') > of('й', 'ям', 'ями', 'ях') ? `${noun.slice(0, -1)}я` : (sureForm(noun) ?? noun);
  }
  return sureForm(noun) ?? regularForm(stem, new Map(nouns), isProper) ?? noun;
}

function sum(forms: readonly [string, number][]): number {
  return forms.reduce((all, [, count]) => all + count, 0);
}

function most(forms: [string, number][]): string {
  // Of equally common forms the shortest is most often the base form.
  const sorted = forms.sort(([left, a], [right, b]) => b - a || left.length - right.length || (left < right ? -1 : 1));
  return sorted[0]?.[0] ?? '';
}

function sureForm(noun: string): string | null {
  for (const [ending, base] of sure) {
    if (ending.test(noun)) {
      return noun.replace(ending, base);
    }
  }
  return null;
}

/** Nouns whose stem ends in a hard consonant: which gender they have shows in the endings of their other cases. */
function regularForm(stem: string, forms: ReadonlyMap<string, number>, isProper: boolean): string | null {
  const of = (...endings: string[]) => endings.reduce((sum, ending) => sum + (forms.get(stem + ending) ?? 0), 0);
  if (new RegExp(`[${vowel}йь]$`, 'u').test(stem) || [...forms.keys()].every((form) => !form.startsWith(stem))) {
    return null;
  }
  const masculine = of('ом', 'ов') > of('ой', 'ою');
  const neuter = of('о') > 0;
  const plural = of('ы', 'и');
  const bare = of('');
  // Not another word of the same stem, nor a slip.
  const isUsual = bare > sum([...forms]) * 0.12;
  // «Ладога» beside «Ладоги»; «перекрестка» may be of «перекресток».
  const mayBeFeminine = !masculine && !neuter && plural > 0;
  const feminine =
    of('ой', 'ою') > 0 ||
    (mayBeFeminine && of('у') > 0 && (plural + of('а') > bare || of('у') * 4 >= bare)) ||
    (!masculine && !neuter && !isUsual && of('у') > 0 && of('е') > 0) ||
    (mayBeFeminine && !isUsual && of('а') > 0 && !new RegExp(`[^${vowel}]к$`, 'u').test(stem));
  if (of('ь') > 0) {
    return `${stem}ь`;
  }
  if (neuter && of('ов') === 0 && (masculine || of('о') >= bare)) {
    return `${stem}о`;
  }
  // «тест», and neither «групп» nor «кук».
  if (isUsual && !(feminine && !masculine) && (masculine ? bare * 3 >= plural : bare > plural)) {
    return stem;
  }
  if (feminine && !masculine) {
    return `${stem}а`;
  }
  // «картинку» is feminine; «списку» has a vowel before.
  if (!masculine && of('у') > 0 && new RegExp(`[^${vowel}]к$`, 'u').test(stem)) {
    return `${stem}а`;
  }
  if (plural > 0) {
    return of('ы') >= of('и') ? `${stem}ы` : `${stem}и`;
  }
  if (isProper) {
    return null;
  }
  if (of('ов', 'ам', 'ами', 'ах') > 0 && !feminine && of('а') === 0) {
    return pluralOf(stem);
  }
  return masculine && new RegExp(`[${vowel}][^${vowel}]$|[кнрсв]т$|[рн]д$`, 'u').test(stem) && !/[ео]в$/u.test(stem)
    ? stem
    : null;
}

function pluralOf(stem: string): string {
  return pluralsInA.test(stem) ? `${stem}а` : sibilantOrBack.test(stem) ? `${stem}и` : `${stem}ы`;
}

/** An adjective has no gender of its own: the commonest nominative is as good as another. */
function nominativeAdjective(commonest: string, forms: ReadonlyMap<string, number>): string {
  if (canEndPhrase(commonest, 'ru') || !canBePart(commonest, 'ru')) {
    return commonest;
  }
  const nominative = [...forms].filter(([form]) => /(?:[ыи]й|[ая]я|[ое]е|[ыи]е)$/u.test(form));
  return nominative.length > 0 ? most(nominative) : commonest;
}
