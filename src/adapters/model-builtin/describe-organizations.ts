import type { DocumentEntity } from '../../domain/processed-document.ts';
import { knownOrganizations } from './describe-known-organizations.ts';
import { nameKey } from './describe-name-key.ts';

const mostFound = 12;
const searchedCharacters = 8_000;

/** A full stop that is no part of an abbreviation. */
const sentenceEnd = /(?<!Inc|Ltd|Corp|Co|V|\.[A-Z]|\.[a-z]\.[A-Z])\.$/;

const name = String.raw`[\p{Lu}\p{N}][\p{L}\p{M}\p{N}&.’'-]{0,30}`;

const arabic = /[\u0600-\u06ff]/;

/** Forms of company in front of or behind a name, and words for organisations with the name in quotes; `gate` is in every match, and quick to look for. */
const patterns: readonly (readonly [confidence: number, pattern: RegExp, gate: RegExp])[] = [
  [
    0.9,
    /(?<![\p{L}\p{N}])(?:ООО|ОАО|ПАО|ЗАО|АО|НКО|АНО|ФГУП|ГУП|МУП|ТОО|ТОВ|ПрАТ|ПАТ|АТ|ФОП|ИП|КП|ДП)\s?[«"“„](?<name>[^«»"“”„\n]{2,60})[»"”“]/gu,
    /[«"“„]/,
  ],
  [
    0.6,
    /(?<!\p{L})(?:[Кк]омпани[ийяюе]|[Кк]орпораци[ийяюе]|[Бб]анк[аеу]?|[Ии]здательств[оа]|[Уу]ниверситет[аеу]?|[Ии]нститут[аеу]?|[Фф]онд[аеу]?|[Хх]олдинг[аеу]?|[Гг]азет[аыеу]|[Аа]гентств[оа]|[Кк]омпані[яїюєі]|[Вв]идавництв[оа]|[Уу]ніверситет[уі]?|[Оо]рганізаці[яїюєі]|[Оо]рганизаци[ийяюе])\s[«"“„](?<name>[^«»"“”„\n]{2,60})[»"”“]/gu,
    /[«"“„]/,
  ],
  [
    0.55,
    /(?<!\p{L})(?:[Кк]омпани[ийяюе]|[Кк]орпораци[ийяюе]|[Кк]омпані[яїюєі]|[Кк]орпораці[яїюєі])\s(?<name>[A-ZА-ЯІЇЄҐ][\p{L}\p{N}&.-]{1,30}(?: [A-Z][\p{L}\p{N}&.-]{1,30}){0,2})/gu,
    /[Кк](?:омпан|орпорац)/,
  ],
  [
    0.85,
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?<name>${name}(?: (?:& )?${name}){0,3},? (?:Inc\.?|Ltd\.?|LLC|PLC|Corp\.?|Corporation|GmbH|AG|KGaA|UG|e\.\s?V\.|S\.A\.|S\.L\.|S\.p\.A\.|B\.V\.|Limited))(?![\p{L}\p{N}])`,
      'gu',
    ),
    / (?:Inc|Ltd|LLC|PLC|Corp|GmbH|AG|KGaA|UG|e\.|S\.|B\.V|Limited)/,
  ],
  [
    0.6,
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?<name>(?:University|Universität|Universidad|Ministry|Ministerio|Bank|Banco|Institute|Instituto|Department) (?:of |de |der |für |del )(?:the |la |el )?${name}(?: ${name}){0,2}|${name}(?: ${name}){0,2} (?:University|Foundation|Institute|Bank|Agency|Association|Corporation|Holdings|Ministry|Stiftung|Verlag))(?![\p{L}\p{N}])`,
      'gu',
    ),
    /Universi|Minist|Ban[kc]|Institut|Department|Foundation|Agency|Association|Corporation|Group|Holdings|Stiftung|Verlag/,
  ],
  [0.55, /(?<!\p{L})(?:شرکت|دانشگاه|بانک|وزارت|سازمان|مؤسسه|موسسه)\s(?<name>[«"]?[\p{Script=Arabic}\u200c]{2,24})/gu, arabic],
  [0.55, /(?<!\p{L})(?:شركة|جامعة|بنك|وزارة|منظمة|مؤسسة|هيئة)\s(?<name>[«"]?[\p{Script=Arabic}]{2,24})/gu, arabic],
];

/** Organisations by the words that announce them, and by a short list of those that everybody names. Guesses stay below 0.6. */
export function findOrganizations(text: string): DocumentEntity[] {
  const searched = text.slice(0, searchedCharacters);
  const found = new Map<string, DocumentEntity>();
  const add = (value: string, confidence: number) => {
    const key = nameKey(value);
    if (value.length >= 2 && found.size < mostFound && !found.has(key)) {
      found.set(key, { type: 'organization', value, confidence });
    }
  };
  for (const [confidence, pattern, gate] of patterns) {
    for (const match of gate.test(searched) ? searched.matchAll(pattern) : []) {
      const value = /\p{Script=Arabic}/u.test(match[0]) ? match[0] : (match.groups?.name ?? '');
      add(
        value
          .replace(/[«»"]/g, '')
          .replace(/^(?:The|New) /, '')
          .replace(sentenceEnd, '')
          .trim(),
        confidence,
      );
    }
  }
  for (const [written] of searched.matchAll(knownOrganizations)) {
    add(written, 0.6);
  }
  return [...found.values()];
}
