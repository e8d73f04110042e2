/** The few words of its own that the built-in engine puts between the words of a channel. */
export interface WordingLanguage {
  and: string;
  /** Follows the number of documents. */
  other: string;
}

/** By ISO 639-1; English stands in for every other language. */
export const wordingLanguages: Record<string, WordingLanguage> & { en: WordingLanguage } = {
  en: { and: ' and ', other: 'Everything else in the channel' },
  ru: { and: ' и ', other: 'Всё остальное в канале' },
  uk: { and: ' і ', other: 'Усе інше в каналі' },
  es: { and: ' y ', other: 'Todo lo demás del canal' },
  de: { and: ' und ', other: 'Alles andere im Kanal' },
  fa: { and: ' و ', other: 'همهٔ موضوع‌های دیگر کانال' },
  ar: { and: ' و', other: 'كل ما عدا ذلك في القناة' },
};
