import type { DocumentEntity } from '../../domain/processed-document.ts';

/** Marks that an advertiser must set, or sets himself: one is enough. */
const declared: readonly RegExp[] = [
  /(?<![\p{L}\p{N}_])#(?:реклама|рекламный|промо|ad|ads|advertisement|advertising|sponsored|publicidad|patrocinado|werbung|anzeige|تبلیغ|تبلیغات|إعلان|اعلان)(?![\p{L}\p{N}_])/iu,
  /(?<![\p{L}\p{N}])erid\s{0,2}[:=]\s{0,2}[\w-]{6,}/iu,
  /(?:^|\n)\s{0,4}(?:реклама|на правах рекламы|рекламный пост|рекламное сообщение|sponsored|advertisement|paid promotion|anzeige|werbung|publicidad|contenido patrocinado|تبلیغات|إعلان(?: ممول)?)\s{0,4}(?:[.:|!]|\n|$)/iu,
  /(?<!\p{L})реклама\.?\s{1,3}(?:рекламодатель|ооо|ип|ао|пао)(?!\p{L})/iu,
  /(?<!\p{L})(?:paid partnership with|bezahlte partnerschaft|colaboración pagada)(?!\p{L})/iu,
];

/** Words of selling: each family counts once. */
const selling: readonly (readonly [name: string, weight: number, pattern: RegExp])[] = [
  [
    'promo code',
    2,
    /(?<!\p{L})(?:промокод\p{L}{0,3}|промо-код\p{L}{0,3}|promo ?codes?|coupon codes?|discount codes?|rabattcodes?|gutscheincodes?|código (?:promocional|de descuento)|کد تخفیف|كود (?:ال)?خصم|كوبون)(?!\p{L})/iu,
  ],
  [
    'gambling or easy money',
    2,
    /(?<!\p{L})(?:казино|фрибет\p{L}{0,3}|букмекер\p{L}{0,4}|ставк[аи] на спорт|пассивн\p{L}{2,3} доход\p{L}{0,2}|заработ\p{L}{2,5} от \p{Nd}|дохід від \p{Nd}|casino bonus|online casino|freebets?|passive income|earn (?:up to )?[$€]|gana dinero|dinero fácil|geld verdienen|شرط بندی|کازینو|كازينو|ربح المال)(?!\p{L})/iu,
  ],
  [
    'discount',
    1,
    /(?:скидк[аиуе]|скидок|распродаж[аиуе]|знижк[аиу]|знижок|розпродаж|discount|% off|sale ends|special offer|limited offer|rabatt|sonderangebot|descuento|rebajas|oferta especial|تخفیف|خصم|عرض خاص)/iu,
  ],
  [
    'call to buy',
    1,
    /(?<!\p{L})(?:купи(?:те|ть)? (?:сейчас|со скидкой|по ссылке)|заказ(?:ать|ывай|ывайте|ите|жите)|закажи(?:те)?|успе(?:й|йте)|переход(?:и|ите) по ссылке|жми(?:те)? (?:на|сюда|по)|регистриру(?:йся|йтесь) по ссылке|остав(?:ь|ьте) заявку|запис(?:аться|ывайся|ывайтесь)|подпис(?:ывайся|ывайтесь|аться) на (?:канал|наш)|пиши(?:те)? в (?:лс|личку|директ)|купуй(?:те)?|замов(?:ити|ляй|ляйте|те)|встигни(?:те)?|переходь(?:те)? за посиланням|buy now|order now|shop now|sign up (?:now|today|here)|click (?:here|the link|on the link)|subscribe (?:now|to our)|dm (?:me|us)|jetzt (?:kaufen|bestellen|sichern|anmelden)|hier klicken|compra (?:ahora|ya|hoy)|haz clic|regístrate|suscríbete|خرید کنید|سفارش دهید|ثبت نام کنید|همین حالا|اشتر الآن|اطلب الآن|سجل الآن|اضغط (?:هنا|على الرابط))(?!\p{L})/iu,
  ],
  [
    'urgency',
    1,
    /(?<!\p{L})(?:только (?:сегодня|до \p{Nd})|осталось (?:всего )?\p{Nd}{1,3} мест|количество мест ограничен\p{L}|лише сьогодні|тільки сьогодні|кількість місць обмежена|only today|today only|limited time|last chance|while (?:stocks|supplies) last|nur heute|nur noch heute|letzte chance|solo hoy|sólo hoy|última oportunidad|plazas limitadas|فقط امروز|ظرفیت محدود|اليوم فقط|لفترة محدودة)(?!\p{L})/iu,
  ],
];

/** A promo code with a call to buy it by a link, or everything that sells without a code. */
const enough = 4;

const mostCharacters = 6_000;
/** A longer text that holds a declaration is a digest with an advertisement in it. */
const longestDeclared = 3_000;

/** One of these is in every declaration: most texts are settled by looking for them. */
const tellingParts = [
  'реклам',
  'промо',
  'erid',
  '#ad',
  'advertis',
  'sponsor',
  'promotion',
  'partner',
  'publicid',
  'patrocinad',
  'colabora',
  'werbung',
  'anzeige',
  'تبلیغ',
  'إعلان',
  'اعلان',
];

/** @returns why a text is advertising, null when it is not certain */
export function findAdvertising(text: string, entities: readonly DocumentEntity[]): string | null {
  const searched =
    text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters / 2)}\n${text.slice(-mostCharacters / 2)}`;
  const mark = text.length > longestDeclared ? undefined : findDeclaration(text);
  if (mark !== undefined) {
    return `declared as advertising: ${mark.slice(0, 40)}`;
  }
  const hasContact = entities.some(({ type }) => type === 'link' || type === 'phone' || type === 'mention');
  if (!hasContact) {
    return null;
  }
  const found = selling.filter(([, , pattern]) => pattern.test(searched));
  // The contact itself counts too.
  const weight = found.reduce((sum, [, points]) => sum + points, 1);
  return found.length >= 2 && weight >= enough ? found.map(([name]) => name).join(', ') : null;
}

function findDeclaration(text: string): string | undefined {
  const lower = text.toLowerCase();
  return tellingParts.some((part) => lower.includes(part))
    ? declared.map((pattern) => pattern.exec(text)?.[0].trim()).find((found) => found !== undefined)
    : undefined;
}
