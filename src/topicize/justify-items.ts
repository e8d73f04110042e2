import { casedWords } from '../lib/text/cased-words.ts';
import { contentWords } from '../lib/text/content-words.ts';
import { justificationLanguages } from './justification-language.ts';
import type { LoadedChannel } from './load-documents.ts';
import { stopWhenAborted } from './stop-when-aborted.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';
import type { WordedDraft } from './word-drafts.ts';

export interface Justification {
  text: string;
  /** Whether it quotes words of the message, or the model gave it. */
  quotes: boolean;
}

const mostQuoted = 3;
const pageSize = 500;

/**
 * Says of each document in a topic why it is there: what the model said of those that it saw, else the topic's strongest words that the
 * document itself uses, as it writes them.
 */
export async function justifyItems(
  { documentStore }: Pick<TopicizeDependencies, 'documentStore'>,
  { channelId, channel, drafts }: { channelId: string; channel: LoadedChannel; drafts: WordedDraft[] },
  { signal, onProgress }: Pick<TopicizeOptions, 'signal' | 'onProgress'>,
): Promise<Map<number, Justification>> {
  const draftOf = new Map(drafts.flatMap((draft) => draft.places.map((place) => [place, draft] as const)));
  const strengths = new Map(drafts.map((draft) => [draft, new Map(draft.terms.map(({ stem, strength }) => [stem, strength]))]));
  const justifications = new Map<number, Justification>();
  let place = 0;
  for await (const page of documentStore.readDocumentsInOrder(channelId, { pageSize })) {
    stopWhenAborted(signal);
    for (const { text_clean } of page) {
      const draft = draftOf.get(place);
      const document = channel.documents[place];
      const given = document && draft?.wording.justifications[document.sourceRef];
      if (given) {
        justifications.set(place, { text: given, quotes: true });
      } else if (draft && document) {
        const quoted = wordsToQuote(text_clean, document.language, strengths.get(draft) ?? new Map());
        justifications.set(place, justify(draft, quoted, document.conversation !== null));
      }
      place++;
    }
    onProgress?.({ activity: 'explaining topics', done: place, total: channel.documents.length, unit: 'documents' });
  }
  return justifications;
}

function justify({ language, wording }: WordedDraft, quoted: string[], inConversation: boolean): Justification {
  const words = justificationLanguages[language] ?? justificationLanguages.en;
  if (quoted.length > 0) {
    return { text: words.names(quoted.map(words.quote).join(', ')), quotes: true };
  }
  const title = words.quote(wording.title);
  return { text: inConversation ? words.inConversation(title) : words.alike(title), quotes: false };
}

function wordsToQuote(text: string, language: string, strengths: ReadonlyMap<string, number>): string[] {
  const found = new Map<string, { word: string; strength: number }>();
  // A cheap look first: most words of a text are none of the topic's.
  const known = contentWords(text, language).filter((word) => word && strengths.has(word.stem));
  if (known.length === 0) {
    return [];
  }
  for (const word of casedWords(text)) {
    const stem = word === '' ? undefined : contentWords(word, language)[0]?.stem;
    const strength = stem === undefined ? undefined : strengths.get(stem);
    if (stem !== undefined && strength !== undefined && !found.has(stem)) {
      found.set(stem, { word, strength });
    }
  }
  return [...found.values()]
    .sort((left, right) => right.strength - left.strength)
    .slice(0, mostQuoted)
    .map(({ word }) => word);
}
