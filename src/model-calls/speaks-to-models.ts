import { toSkeleton } from './latin-skeleton.ts';
import { withoutInvisible } from './without-invisible.ts';

/** Beginnings of words that order, in the languages served. */
const commands = [
  'ignore|disregard|forget|override|bypass|return|respond|reply|answer|output|print|write|set|change|replace|mark|rename|assign|copy|use|put|add|insert',
  'игнориру|забудь|отмени|верни|ответь|отвечай|выведи|напиши|пиши|поставь|измени|замени|пометь|назови|присвой|укажи|скопируй|используй|вставь|добавь',
  'ігноруй|забудь|поверни|зміни|заміни|постав|познач|додай',
  'ignora|olvida|responde|escribe|ignoriere|vergiss|antworte|schreib',
].join('|');

/** What such an order is about: the model's own rules, the answer, and the other messages of the question. */
const targets = [
  'instructions?|prompts?|guidelines|rules above|following json',
  '"?ids?"? ?[:=#№]? ?\\d',
  '(?:other|all|every|each|previous|next|remaining) (?:items?|messages?|posts?|ids?|titles?|answers?)',
  '(?:item|message|post) ?[#№]? ?\\d',
  '(?:title|summary|labels?|keywords?|notes?)(?: field)? (?:of|to|as|with|for|must|should|=|:)',
  'инструкц|указани|промпт|правила выше|інструкц|вказівк',
  '(?:все|всех|всем|остальн\\p{L}+|друг\\p{L}+|кажд\\p{L}+|предыдущ\\p{L}+|следующ\\p{L}+) (?:сообщени|пост|элемент|запис|заголов|ответ)',
  '(?:сообщени\\p{L}*|пост\\p{L}*|элемент\\p{L}*|повідомлен\\p{L}*) ?[#№]? ?\\d',
  '(?:всіх|усіх|інш\\p{L}+) (?:повідомлен|допис)',
  'instrucci|mensaje ?[#№]? ?\\d|anweisung',
].join('|');

const patterns = [
  `(?<!\\p{L})(?:${commands})\\p{L}*(?!\\p{L})[^\\n]{0,100}?(?:${targets})`,
  '(?:system|developer|hidden|secret|initial|системн\\p{L}+|скрыт\\p{L}+) (?:prompt|instruction|message|промпт|инструкци|сообщени|підказк)',
  '(?:new|updated|real|actual|нов\\p{L}{2,3}|настоящ\\p{L}{2,3}|нові) (?:instruction|system|инструкци|інструкці)',
  '(?<!\\p{L})(?:you are|act as|pretend to be|ты|представь,? что ты|ти)(?: now| no longer| теперь| тепер)? (?:an? |the )?(?:ai|assistant|language model|chatgpt|gpt|dan|модель|ассистент|асистент|ии|нейросет|больше не)(?!\\p{L})',
  // The form of data, of answers and of conversations.
  '<\\|[a-z_]{2,20}\\|>|\\[/?inst\\]|<</?sys>>|</?(?:data|system|instructions?|messages?|assistant|user)\\b|data-[0-9a-f]{6}',
  '"(?:id|answers|title|labels|notes|role|summary)"\\s*:|(?:^|\\n)\\s*(?:#{1,4} ?)?(?:system|assistant|developer)\\s*:',
].map((source) => new RegExp(toSkeleton(source), 'u'));

/** Signs as JSON writes them. */
const escaped = /\\u([0-9a-f]{4})|\\[nrt]/g;

/**
 * Whether a text seems to be written for a language model: orders about an answer, forms of prompts. Such a text is no crime; it is only
 * asked about apart from others. A guess with both kinds of error, and not what anything else depends on.
 */
export function speaksToModels(text: string): boolean {
  const plain = withoutInvisible(text.normalize('NFKC')).toLowerCase();
  const read = toSkeleton(plain.replace(escaped, (_, code: string | undefined) => (code ? toSign(code) : ' ')));
  return patterns.some((pattern) => pattern.test(read));
}

function toSign(hexCode: string): string {
  return String.fromCharCode(Number.parseInt(hexCode, 16));
}
