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

const russian: WordClasses = {
  neither:
    /(?<!^.{0,2})(?:(?<!с|пам|печ|кров|мощн|о?с)(?:[аяиеуоы]ть)|ться|тся|чься|ает|яет|ует|юет|еет|ают|яют|уют|еют|аем|яем|уем|ешь|ишь|айте|уйте|ейте|ите|йтесь|итесь|али|яли|или|ыли|ало|ило|ыло|яло|ался|ился|лась|лись|лось|вшись|ируя|ывая|ивая|нно|чно|льно|ожно|тно|чески|овски|ющих?ся)$|^(?:могу|можем|будем|хочу|сделал[аи]?|делаю|думаю|знаю|нашел|нашла|начал[аи]?|стал[аио]?|пишет|пишут|говорит|говорят|идет|идут|дает|сообщил[аи]?|заявил[аи]?|рассказал[аи]?|получил[аи]?|вижу|видел[аи]?|сказал[аи]?|прошел|прошла|вышел|вышла|смог(?:ли|ла)?|нужн[аоы]|нужен|должен|должн[аоы])$/u,
  leading:
    /(?<!^.{0,3})(?:ый|ая|яя|ое|[кгхшщжч]ее|ого|его|ому|ему|ым|ую|юю|ые|[кгхшщжч]ие|ых|[кгхшщжчн]их|ыми|ими|[кгхшщжч]ий|ской|ной|вший|вшая|вшие|ющий|ющая|ющие)$/u,
};

const ukrainian: WordClasses = {
  neither:
    /(?<!^.{0,2})(?:увати|ювати|[аиіуя]ти|тися|ться|ають|яють|ують|юють|[аяує]є|ємо|имо|йте|іть|али|яли|или|іли|ала|ила|яла|ало|ило|яло|лася|лися|лося|вся|ючи|ено|ано|льно|чно|тно|ськи)$|^(?:є|буде|будуть|може|можуть|треба|потрібно|каже|кажуть|пише)$/u,
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
