/** How a topic, and a message's place in it, is explained in the topic's language. */
export interface JustificationLanguage {
  /** `quoted` are words of the message that the topic is about, in quotation marks. */
  names: (quoted: string) => string;
  /** The message has none of the topic's words and belongs by the conversation around it, or by the company of its words. */
  inConversation: (title: string) => string;
  alike: (title: string) => string;
  quote: (word: string) => string;
  /** What a topic is not about, when nothing else is known. */
  otherSubjects: string;
}

const guillemets = (word: string) => `«${word}»`;

/** By ISO 639-1; English stands in for every other language. */
export const justificationLanguages: Record<string, JustificationLanguage> & { en: JustificationLanguage } = {
  en: {
    names: (quoted) => `Mentions ${quoted}`,
    inConversation: (title) => `Part of a conversation about ${title}`,
    alike: (title) => `Its words keep company with those of ${title}`,
    quote: (word) => `“${word}”`,
    otherSubjects: 'All other subjects',
  },
  ru: {
    names: (quoted) => `Упоминает ${quoted}`,
    inConversation: (title) => `Часть разговора на тему ${title}`,
    alike: (title) => `По словам близко к теме ${title}`,
    quote: guillemets,
    otherSubjects: 'Все остальные темы',
  },
  uk: {
    names: (quoted) => `Згадує ${quoted}`,
    inConversation: (title) => `Частина розмови на тему ${title}`,
    alike: (title) => `За словами близьке до теми ${title}`,
    quote: guillemets,
    otherSubjects: 'Усі інші теми',
  },
  es: {
    names: (quoted) => `Menciona ${quoted}`,
    inConversation: (title) => `Parte de una conversación sobre ${title}`,
    alike: (title) => `Por sus palabras, cercano a ${title}`,
    quote: guillemets,
    otherSubjects: 'Todos los demás temas',
  },
  de: {
    names: (quoted) => `Nennt ${quoted}`,
    inConversation: (title) => `Teil eines Gesprächs über ${title}`,
    alike: (title) => `Der Wortwahl nach nah bei ${title}`,
    quote: (word) => `„${word}“`,
    otherSubjects: 'Alle anderen Themen',
  },
  fa: {
    names: (quoted) => `اشاره به ${quoted}`,
    inConversation: (title) => `بخشی از گفت‌وگو دربارهٔ ${title}`,
    alike: (title) => `از نظر واژه‌ها نزدیک به ${title}`,
    quote: guillemets,
    otherSubjects: 'همهٔ موضوع‌های دیگر',
  },
  ar: {
    names: (quoted) => `يذكر ${quoted}`,
    inConversation: (title) => `جزء من حديث عن ${title}`,
    alike: (title) => `كلماته قريبة من ${title}`,
    quote: guillemets,
    otherSubjects: 'كل المواضيع الأخرى',
  },
};
