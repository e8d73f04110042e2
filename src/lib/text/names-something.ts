import { canBePart, canEndPhrase } from './word-class.ts';

/** Languages in another script, in whose texts Latin words are names and terms. */
const nonLatin = new Set(['ru', 'uk', 'be', 'bg', 'fa', 'ar']);

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** Common words whose endings do not tell that they are verbs, adverbs or adjectives: never part of a name for a subject. */
const never: Record<string, ReadonlySet<string>> = {
  ru: words(
    'чиним чинить утром вечером быстро медленно просто легко редко часто равно видите вчера сегодня завтра быстрее медленнее удобнее лучше хуже больше меньше дальше раньше позже круто ого спс огонь вживую вручную вообще помощью смысл виду день дня ночи вечер вечера утра помощь шучу поищу пойду верю люблю любят говорят хотят смотрят стоят решил решили обсудим посмотрим попробую попробуй сбросить задать ставим делаем растет идет пойдет придет найдет ждет живет берет пишет ведет вырастет станет начнет поймет может хочет падает упадет возьмет жмет сжирает умеет летит кажется окажется показал показала показали нашли нашел ушел ушла пришел пришла вышло вышел зашел мог могла могли лег легла вырос выросла выросли росла росли шли шла вести нести расти найти пройти зайти выйти прийти уйти войти подойти помочь смочь беречь печет сделаю сделаем думал думали видимо спасибо прошлой прошлого прошлый следующий следующая следующие',
  ),
  en: words(
    'starring said says say tell tells told died dies die sued sue rose rise fell fall suggests suggest suggested shows showed began begins added adds made make makes took take takes won win wins beat beats lost lose loses came come comes went goes gave give gives got held hold kept left met paid put ran saw seen sent set sold spent stood thought thinks wants want wrote written given taken known grew grown onwards ahead away together alone already long-term due age aged alleged told back onto worth old new next first last second third many several recent latest former chief overall total top whole full better best worst big bigger biggest high higher highest low lower lowest great good likely real main key early late later deny denies denied claim claims claimed warn warns warned says hit hits urge urges urged',
  ),
};

/** Words that may begin a name and do not end one. */
const leading: Record<string, ReadonlySet<string>> = {
  en: words(
    'american british european australian russian chinese german french italian indian japanese greek irish scottish welsh spanish english south north east west northern southern eastern western olympic indoor outdoor global local public national international federal royal prime human digital mobile online personal retail annual monthly quarterly joint illegal legal independent including using making taking playing saying going coming working leading growing rising falling winning losing missing existing outstanding remaining running getting giving looking trying leaving facing holding calling turning moving telling wanting adding starting ending opening beating',
  ),
};

/** The same by their beginnings and endings. */
const neverLike: Record<string, RegExp> = {
  // «следующий», «любой», short adjectives, «русском».
  ru: /^(?:следующ|кажд|текущ|последн|прошл|нужн)|^(?:люб|друг|как|так|сам|нов|стар|хорош|разн)(?:[оыи]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ыи][мх]|ую|ей|[ыи]ми)$|(?<=.{3})(?:альн|ельн|йчив)[аоы]$|(?<!.и|[вм]о)ском$|(?<=.{3})ят$|(?<=.{3})(?:иру|ова|ыва|ива|жда|каза|писа|дела)(?:ю|л|ла|ло|ли)$|(?<=.{3})(?:[лджшчщ]ено|[взс]ано|[чнлтвд]ее|[вн]ести)$|^общ(?:ий|ая|ее|ие|ую|ей|его|ему|их|им|ими)$|(?<=.{3})[иу]ть$|^вшить$/u,
  // Verbs in -ing, unless they are known as nouns.
  en: /^(?!(?:build|hear|meet|box|fund|test|trad|stream|gam|hack|phish|bank|hous|train|market|shopp|advertis|row|rac|spend|wedd|engineer|learn|process|monitor|logg|cach|mapp|comput|host|encod|tim|pric|publish|manufactur|cloth|listen|broadcast|schedul|programm|script|profil|debugg|deploy|mortgag|earn|sav|lend|borrow|outsourc|sail|cycl|cook|paint|draw|danc|sing|writ|read|teach|fish|farm|min|drill|shoot|kill|bomb|morn|even|str|spr|load|bull|smok|gambl|rul|warn|cross|land|offer|recruit|parent|swimm|climb|hik|camp|park|driv|fly|pack|bann|rank|rat|poll|vot)ing$).{2,}ing$/u,
};

/** Nouns and names that look like adverbs. */
const nouns = words(
  'kelly italy family supply reply assembly monopoly rally sally billy molly holly emily butterfly jelly anomaly july sicily polly bully firefly lily willy',
);

/** Words of pasted programs, of any language. */
const code = words(
  'const val var let def fun func import export default return returns null undefined nil true false void async await foreach println enc utf8 getobject tostring img src href div span xx key1 key2',
);
/** «pagesAmount» is a variable, «iPhone» and «macOS» are names. */
const variable = /^\p{Ll}{2,}\p{Lu}\p{Ll}/u;
/** «11bn» and «200к» are amounts; «3D» and «5G» are not. */
const amount = /^\d[\d.,]+\p{L}{0,4}$/u;

/**
 * Whether a word or phrase can be the name of a subject by its form: it ends in a noun and has no verb or adverb in it.
 *
 * @param term as it was written
 */
export function namesSomething(term: string, language: string): boolean {
  const written = term.split(' ');
  if (written.some((word) => variable.test(word) || amount.test(word))) {
    return false;
  }
  const lower = term.toLowerCase().replaceAll('ё', 'е').split(' ');
  const last = lower.at(-1) ?? '';
  return (
    lower.every(
      (word) =>
        !code.has(word) &&
        !isNever(word, language, lower.length) &&
        (nouns.has(word) || canBePart(word, languageOf(word, language))),
    ) &&
    canEndPhrase(last, languageOf(last, language)) &&
    !leading[languageOf(last, language)]?.has(last)
  );
}

/** «Load testing» and «spending plans» are phrases. */
function isNever(word: string, language: string, words: number): boolean {
  const of = languageOf(word, language);
  return never[of]?.has(word) === true || ((of !== 'en' || words === 1) && neverLike[of]?.test(word) === true);
}

function languageOf(word: string, language: string): string {
  return /^[a-z]/.test(word) && nonLatin.has(language) ? 'und' : language;
}
