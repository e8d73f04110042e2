/** Answers that say nothing without the question; lower case, `ё` as `е`. */
const chatterWords: ReadonlySet<string> = new Set(
  [
    'да нет ага угу неа ок окей оки ясно понятно понял поняла принято ладно хорошо отлично супер класс круто огонь точно согласен согласна поддерживаю',
    'спасибо спс спасибки благодарю пасиб пасибо большое огромное вам тебе за пожалуйста плиз всем всегда не что рад лол ахах ахаха ахахах хаха хахаха хах кек ржу мда ну вот да-да',
    'бывает жаль жесть красота красиво молодец молодцы ура браво поздравляю поздравляем',
    'так ні ага угу гаразд добре зрозуміло дякую дякуємо щиро велике будь ласка прошу чудово клас круто згоден згодна вам тобі всім вітаю вітаємо',
    "yes no yep nope yeah ok okay okey sure thanks thank you thx ty so much very lol haha hahaha lmao rofl cool great nice wow agreed agree right exactly congrats congratulations welcome you're np done got it",
    'sí si no vale gracias muchas de nada jaja jajaja genial claro perfecto bien muy felicidades ok',
    'ja nein doch danke vielen dank schön sehr bitte gerne ok okay klar super genau stimmt haha prima toll alles',
    'بله نه آره خیر مرسی ممنون ممنونم متشکرم سپاس خیلی خواهش میکنم می‌کنم اوکی باشه عالی دمت گرم',
    'نعم لا شكرا شكرًا جزيلا جزيلاً عفوا عفوًا تمام طيب ممتاز حسنا حسنًا ههه هههه ههههه',
  ].flatMap((line) => line.split(' ')),
);

const mostWords = 6;
const word = /\p{L}[\p{L}\p{M}\u200c]*(?:['’-][\p{L}\p{M}]+)*/gu;
const laughter = /^(?:(?:а?ха)+х?|(?:ha)+h?|(?:ja){2,}|х{2,}|ы{2,}|хе(?:хе)+|ه{3,}|خ{3,})$/u;

/** @returns why the text is chatter, null when it is not */
export function isChatter(text: string): string | null {
  if (text.length > 80) {
    return null;
  }
  const plain = text.toLowerCase().replaceAll('ё', 'е').trim();
  if (/^(?:[+＋-]{1,3}\s?1{0,3}|[+]{1,10}|\.{1,6}|[?!)(:;*^_=dDпр]{1,10})$/u.test(plain)) {
    return 'only a vote or a sign';
  }
  if (/[\p{N}@#/?؟]/u.test(plain.replace(/\+1/g, ' '))) {
    return null;
  }
  const words = plain.match(word) ?? [];
  if (words.length === 0) {
    return /\p{Extended_Pictographic}/u.test(plain) ? 'only emoji' : null;
  }
  const isEmpty = words.length <= mostWords && words.every((part) => chatterWords.has(part) || laughter.test(part));
  return isEmpty ? 'only an acknowledgement or thanks' : null;
}

/** What bots and clients write as text when members come and go. */
const comingAndGoing: readonly RegExp[] = [
  /^\S.{0,60} (?:joined|left) (?:the )?(?:group|chat|channel)(?: via (?:an )?invite link)?[.!]?$/iu,
  /^\S.{0,60} (?:вступил|вступила|вступил\(а\)|присоединился|присоединилась|присоединился\(ась\)|покинул|покинула|покинул\(а\)|вышел из|вышла из) (?:(?:к|в|из) )?(?:группу|группе|группы|чат|чату|чата|канал|каналу|канала)[.!]?$/iu,
  /^\S.{0,60} (?:приєднався|приєдналася|приєднався\(лася\)|залишив|залишила|покинув|покинула) (?:до )?(?:групи|групу|чату|чат|каналу|канал)[.!]?$/iu,
  /^\S.{0,60} se (?:ha unido|unió) al (?:grupo|chat|canal)[.!]?$/iu,
  /^\S.{0,60} (?:ist der Gruppe beigetreten|hat die Gruppe verlassen)[.!]?$/iu,
  /^\S.{0,60} (?:به گروه پیوست|گروه را ترک کرد)[.!]?$/u,
  /^(?:انضم|غادر) \S.{0,60} (?:إلى )?(?:المجموعة|القناة)[.!]?$/u,
  /^(?:добро пожаловать|ласкаво просимо|welcome|bienvenid[oa]s?|willkommen|خوش آمدید|مرحبا بك)(?: (?:в|до|to|al?|in) (?:наш[ау]? |the |our )?(?:чат|чату|групп[уа]|групу|групи|group|chat|grupo))?,? (?:@\w{3,32}|\p{Lu}[\p{L}]{1,24})[.!)\s]{0,4}$/iu,
];

export function isServiceTalk(text: string): boolean {
  return text.length <= 140 && !text.includes('\n') && comingAndGoing.some((pattern) => pattern.test(text));
}
