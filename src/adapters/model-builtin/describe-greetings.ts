/** Words of which greetings, good wishes and thanks consist; lower case, `ё` as `е`. */
const greetingWords: ReadonlySet<string> = new Set(
  [
    'привет приветик приветствую всем всех здравствуйте здравствуй добрый доброе доброго доброй день дня утро утра вечер вечера вечеру ночи ночь',
    'коллеги друзья ребята народ господа дорогие уважаемые товарищи подписчики хай салют хорошего хорошей хороших отличного выходных недели пятницы понедельника',
    'праздником праздника праздники весны новым годом нового года рождеством наступающим днем победы рождения воскресенья субботы вторника среды четверга двор соседи',
    'вам тебе вас и с со спокойной доброй времени суток мирного неба чат чата группы канала участники',
    'привіт вітаю вітання добрий доброго дня ранку вечора день ранок вечір усім всім колеги друзі шановні гарного гарних вихідних тижня добраніч здоровенькі були панове пані та і',
    'hi hello hey good morning evening afternoon night day everyone all everybody guys folks friends team there greetings have a nice great weekend week and to you',
    'hola buenos buenas días dias tardes noches a todos todas amigos amigas gente saludos feliz fin de semana buen día chicos y',
    'hallo hi guten morgen tag abend gute nacht zusammen moin servus grüß gott liebe freunde leute schönes wochenende alle alles an euch und',
    'سلام درود صبح ظهر شب روز بخیر همگی دوستان عزیز گرامی خوش به همه و',
    'مرحبا مرحبًا السلام عليكم ورحمة الله وبركاته صباح مساء الخير النور أهلا أهلاً وسهلا وسهلاً جميعا جميعاً للجميع يا أصدقاء',
  ].flatMap((line) => line.split(' ')),
);

/** At least one of these must be there: the rest only keeps them company. */
const greetingCores: ReadonlySet<string> = new Set(
  [
    'привет приветик приветствую здравствуйте здравствуй добрый доброе доброго доброй хорошего хорошей хороших отличного спокойной салют хай праздником рождеством наступающим',
    'привіт вітаю вітання гарного гарних добраніч здоровенькі',
    'hi hello hey good greetings weekend hola buenos buenas buen feliz saludos hallo guten gute moin servus grüß schönes',
    'سلام درود بخیر مرحبا مرحبًا السلام صباح مساء أهلا أهلاً',
  ].flatMap((line) => line.split(' ')),
);

const mostWords = 8;
const word = /\p{L}[\p{L}\p{M}]*/gu;
const firstWord = /[\p{L}\p{M}]+/u;

/** Whether a text greets and does nothing else. */
export function isGreeting(text: string): boolean {
  // Most texts are longer, or begin with another word.
  if (text.length > 100 || !greetingWords.has(firstWord.exec(text)?.[0].toLowerCase().replaceAll('ё', 'е') ?? '')) {
    return false;
  }
  if (/[\p{N}@#?؟]|https?:/u.test(text)) {
    return false;
  }
  const words = text.toLowerCase().replaceAll('ё', 'е').match(word) ?? [];
  return (
    words.length <= mostWords && words.every((part) => greetingWords.has(part)) && words.some((part) => greetingCores.has(part))
  );
}
