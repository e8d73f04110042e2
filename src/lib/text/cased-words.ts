const addresses = /https?:\/\/\S+|www\.\S+|(?<![\p{L}\p{N}._+-])[\p{L}\p{N}._+-]{1,64}@[\p{L}\p{N}.-]+|@\w+/giu;
const invisible = /[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu;
const wordOrBreak = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’ʼ-][\p{L}\p{M}\p{N}]+)*|[.,;:!?…()«»"“”\n]/gu;

/** The words of a text as they were written, in order, for showing; '' where punctuation stands between two words. */
export function casedWords(text: string): string[] {
  const found = text.replace(addresses, '\n').replace(invisible, '').normalize('NFC').match(wordOrBreak) ?? [];
  return found.map((piece) => (/^[\p{L}\p{N}]/u.test(piece) ? piece : ''));
}
