/** Not words of the language: addresses, mail, mentions. The bounds keep it linear on a long run of letters. */
const addresses = /https?:\/\/\S+|www\.\S+|(?<![\p{L}\p{N}._+-])[\p{L}\p{N}._+-]{1,64}@[\p{L}\p{N}.-]+|@\w+/giu;
/** Zero-width characters, soft hyphens, Arabic tatweel and vowel signs: invisible or optional in writing. */
const invisible = /[\u00ad\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu;
const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’ʼ-][\p{L}\p{M}\p{N}]+)*/gu;

/**
 * The words of a text in order, lower case, without links, mail addresses and mentions. Words with inner apostrophes or
 * hyphens stay whole; `ё` becomes `е`, so that both spellings are one word.
 */
export function tokenize(text: string): string[] {
  const plain = text.replace(addresses, ' ').replace(invisible, '').normalize('NFC').toLowerCase().replaceAll('ё', 'е');
  return plain.match(word) ?? [];
}
