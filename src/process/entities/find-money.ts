/** An amount: digits with groups of three, a decimal part, and a word for thousands, millions, billions. */
const number = String.raw`\p{Nd}{1,3}(?:[ .,'٬’]\p{Nd}{3}){1,5}(?:[.,٫]\p{Nd}{1,2})?(?!\p{Nd})|\p{Nd}{1,15}(?:[.,٫]\p{Nd}{1,4})?(?!\p{Nd})`;
const scale = [
  'тыс(?:\\.|яч[аиуе]?)?',
  'тис(?:\\.|яч[аіу]?)?',
  'млн\\.?|миллион(?:а|ов)?|мільйон(?:а|ів|и)?',
  'млрд\\.?|миллиард(?:а|ов)?|мільярд(?:а|ів|и)?',
  'трлн\\.?|триллион(?:а|ов)?|трильйон(?:а|ів|и)?',
  'thousand|million|billion|trillion|mio\\.?|mrd\\.?|mln\\.?|bn|tausend|millionen|milliarden?',
  'mil(?: millones)?|mill[oó]n(?:es)?(?: de)?',
  'هزار|میلیون|میلیارد|تریلیون|ألف|آلاف|مليون|ملايين|مليار|مليارات',
  '[KkMmBbКкМ](?![\\p{L}\\p{N}])',
].join('|');
const symbol = '[$€£¥₽₴₸₹₪₺₩₿﷼]';
const code = '(?:USD|EUR|RUB|RUR|UAH|GBP|CHF|KZT|BYN|CNY|JPY|IRR|AED|SAR|EGP|TRY|USDT|BTC|ETH)';
const word = [
  'руб(?:\\.|л(?:ь|я|ей|ях|ями|ю|и))?',
  'р\\.',
  'коп(?:\\.|еек|ейки|ейка)?',
  'доллар(?:а|ов|ам|ах|ы)?|долл\\.?',
  'евро|юан(?:ь|я|ей)|тенге|фунт(?:а|ов) стерлингов|рупи[йя]',
  'грн\\.?|гривн[аяі]|гривень|гривен|гривні|долар(?:а|ів|и)?|євро|рубл(?:ь|я|ів|і)',
  'dollars?|euros?|pounds?|rubles?|roubles?|hryvnias?|yuan|yen|bucks|cents?',
  'd[oó]lares?|pesos?|libras?',
  'Euro|Dollar|Franken|Rubel|Pfund',
  'تومان|ریال|دلار|یورو|درهم|دينار|دولار(?:ات|ًا)?|يورو|ريال|جنيه|ليرة|روبل',
].join('|');

const after = new RegExp(
  `(?<![\\p{L}\\p{N}.,_#])(?:${number})(?: ?(?:${scale}))?(?: ?(?:${symbol}|${code}(?![\\p{L}\\p{N}])|(?:${word})(?![\\p{L}\\p{M}])))`,
  'gu',
);
const before = new RegExp(
  `(?<![\\p{L}\\p{N}_])(?:(?:US|A|C|HK)?${symbol}|${code}) ?(?:${number})(?:[ -]?(?:${scale})(?![\\p{L}]))?`,
  'gu',
);

/** Each is compared with those before it. */
const mostFound = 500;

/** Sums of money as they were written, in the order in which they stand, without repeats. */
export function findMoney(text: string): string[] {
  if (!/\p{Nd}/u.test(text)) {
    return [];
  }
  const found: { value: string; start: number; end: number }[] = [];
  for (const pattern of [before, after]) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.length < mostFound && !found.some((other) => start < other.end && other.start < end)) {
        found.push({ value: match[0].trim(), start, end });
      }
    }
  }
  return [...new Set(found.sort((left, right) => left.start - right.start).map(({ value }) => value))];
}
