/** Names that are written without any announcing word, in the spellings of the languages served; case matters. */
const names = [
  'Google|Microsoft|Apple|Amazon|Meta|Facebook|Netflix|Intel|AMD|Nvidia|NVIDIA|IBM|Oracle|Samsung|Huawei|Xiaomi|Sony|Tesla|SpaceX|OpenAI|Anthropic|DeepMind',
  'Cisco|Adobe|Salesforce|Uber|Airbnb|Twitter|Telegram|WhatsApp|YouTube|TikTok|ByteDance|Alibaba|Tencent|GitHub|GitLab|JetBrains|Kaspersky|Yandex|Binance|PayPal|Visa|Mastercard',
  'Volkswagen|BMW|Siemens|Bosch|Deutsche Bahn|Deutsche Bank|Lufthansa|SAP|Telefónica|Santander|BBVA|Iberia|Airbus|Boeing|Reuters|Bloomberg|BBC|CNN|NASA|NATO|OPEC|UNESCO|UNICEF|FIFA|UEFA',
  'Яндекс(?:а|е|у|ом)?|Сбер(?:банк)?(?:а|е|у|ом)?|Газпром(?:а|е|у|ом|банк)?|Роснефт[ьи]|Лукойл(?:а|е)?|ЛУКОЙЛ(?:а|е)?|ВТБ|Тинькофф|Т-Банк(?:а)?|Альфа-Банк(?:а)?|Ростелеком(?:а|е)?|Мосбирж[аиеу]|ЦБ РФ|Банк(?:а)? России',
  'Росстат(?:а)?|Минфин(?:а|е)?|Минцифры|Роскомнадзор(?:а)?|Госдум[аыеу]|Аэрофлот(?:а|е)?|РЖД|ТАСС|РБК|Интерфакс(?:а)?|ОПЕК|ООН|НАТО|ЕЦБ|ФРС|МВФ|ЮНЕСКО|ЮНИСЕФ|ВОЗ',
  'Приват[Бб]анк(?:у)?|monobank|Укрзалізниц[яії]|Укрпошт[аиіу]|Нов(?:а|ої|ою|ій) пошт(?:а|и|ою|і)|Верховн(?:а|ої|ій) Рад(?:а|и|і)|НБУ|Нафтогаз(?:у)?|Енергоатом(?:у)?|Укренерго|ДСНС|СБУ',
  'گوگل|مایکروسافت|سازمان ملل|ایران‌خودرو|دیجی‌کالا|اسنپ|جوجل|مايكروسوفت|أرامكو|الأمم المتحدة|قناة الجزيرة',
];

export const knownOrganizations = new RegExp(
  `(?<![\\p{L}\\p{N}_#@./-])(?:${names.join('|')})(?![\\p{L}\\p{M}\\p{N}_-]|\\.\\p{L})`,
  'gu',
);
