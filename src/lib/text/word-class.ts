/**
 * A rough idea of which words cannot end a phrase that names something, by their endings: verbs, adverbs, and adjectives in
 * languages where they stand before the noun. Word classes need dictionaries; endings get most of it right and cost nothing.
 */
interface WordClasses {
  /** Cannot be part of a phrase. */
  neither: RegExp;
  /** Can begin a phrase, not end it. */
  leading: RegExp;
}

const nothing = /(?!)/;

/** Words that end in one of these. */
function anyOf(...endings: string[]): RegExp {
  return new RegExp(`(?:${endings.join('|')})$`, 'u');
}

const russian: WordClasses = {
  neither: anyOf(
    // Verbs: infinitives, persons, past, imperatives; reflexive ones and participles.
    '(?<!^.{0,2})(?<!с|пам|печ|кров|смер)[аяиеуоы]ть',
    'ться|тся|чься|[аяуюе]ет|[аяуюе]ют|[аяу]ем|[аяеи]ешь|ишь|[аяуюи]ете|[аяуие]йте|йтесь|итесь',
    '(?<!кред|лим|ауд|фиц|гран|виз|нз|депоз|банд|аппет|монол|параз|реквиз|алфав|магн|габар|быт)(?<=.{4})ит',
    '[аяиы]ли|[аиыя]ло|(?<!прав|чер?н|мог|горил)(?<=.{3})ила|(?<!кр[оа]код|текст|вин|тын)(?<=.{4})ил',
    '[аи]лся|лась|лись|лось|вшись|щ[иеа]йся|щаяся|щееся|щиеся|вшийся|вшаяся|вшееся|вшиеся|щегося|щихся',
    'ируя|[ыи]вая|(?<=.{3})[ая]ю',
    // Adverbs.
    '(?<=.{3})(?<!полот|волок|брев|пят|зер)[внлрстдчжпмшз]но|ически|овски',
    '^(?:могу|может|можете|можешь|можем|будем|хочу|хотел[аи]?|сделал[аи]?|думаю|нашел|нашла|начал[аи]?|стал[аио]?|пишет|пишут|дает|сказал[аи]?|прош(?:ел|ла|ли)|выш(?:ел|ла|ли)|смог(?:ли|ла)?|нуж(?:ен|н[аоы])|долж(?:ен|н[аоы])|соглас(?:ен|на)|связан[аоы]?|рассчитан[аоы]?|способ(?:ен|на|ны)|готов[аы]?|знаком[аы]?|видел[аи]?|могут|идут|идет|ждет|ждут|живет|берет|поднять|взять)',
  ),
  leading: anyOf(
    '(?<=.{3})(?:ый|ая|яя|ое|[кгхшщжч]ее|ого|его|ому|ему|ым|ую|юю|ые|[кгхшщжч]ие|ых|[кгхшщжчн]их|ыми|ими|[кгхшщжч]ий|ской|[кшщжч]им|ной)',
    '^(?:один|одна|одно|одни|одного|одной|два|две|три|весь|вся|данн.*|эти)',
  ),
};

const ukrainian: WordClasses = {
  neither:
    /(?<!^.{0,2})(?:увати|ювати|[аиіуя]ти|тися|ться|ають|яють|ують|юють|[аяуюе]є|ємо|имо|йте|іть|али|яли|или|іли|ала|ила|яла|ало|ило|яло|лася|лися|лося|вся|ючи|ено|ано|льно|чно|тно|ськи)$|^(?:є|буде|будуть|може|можуть|треба|потрібно|каже|кажуть|пише)$/u,
  leading: /(?<!^.{0,3})(?:ий|ої|ого|ому|им|ими|их|ська|ське|ські|ську|ською|[нв]а|[нв]е|[нв]ої|ною|[аоуеиі]ві)$/u,
};

const classes: Record<string, WordClasses> = {
  ru: russian,
  be: russian,
  bg: russian,
  uk: ukrainian,
  en: { neither: /(?:.{3,}ly|n't|.'(?:re|ve|ll|d))$/u, leading: /(?:.{3,}(?:ed|ful|less|ous|ive|ible|able))$/u },
  es: { neither: /(?:mente|ando|iendo|aron|ieron|aba|aban|ría|rían)$/u, leading: nothing },
  pt: { neither: /(?:mente|ando|endo|aram|eram|ava|avam)$/u, leading: nothing },
  fr: { neither: /(?:ement|aient|ait|eront|era)$/u, leading: nothing },
  it: { neither: /(?:mente|ando|endo|arono|erono|ava|avano)$/u, leading: nothing },
};

const unknown: WordClasses = { neither: nothing, leading: nothing };

/** @param word lower case */
export function canBePart(word: string, language: string): boolean {
  return !(classes[language] ?? unknown).neither.test(word);
}

/** @param word lower case, part of a phrase */
export function canEndPhrase(word: string, language: string): boolean {
  return !(classes[language] ?? unknown).leading.test(word);
}
