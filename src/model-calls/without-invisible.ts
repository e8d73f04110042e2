// biome-ignore lint/suspicious/noMisleadingCharacterClass: single signs are meant
const invisible = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/** A text without signs that nobody sees. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}
