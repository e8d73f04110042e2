import { casedWords } from '../../lib/text/cased-words.ts';
import { contentWords } from '../../lib/text/content-words.ts';
import type { LoadedChannel } from '../read/load-documents.ts';
import { stopWhenAborted } from '../stop-when-aborted.ts';
import type { TopicizeDependencies, TopicizeOptions } from '../topicize-options.ts';
import { justificationLanguages } from './justification-language.ts';
import type { WordedDraft } from './word-drafts.ts';

export interface Justification {
  text: string;
  /** Words of the message, the model, the conversation that it is part of, or only the company of its words. */
  by: 'quote' | 'model' | 'conversation' | 'likeness';
}

const mostQuoted = 3;
const pageSize = 500;

/**
 * Says of each document in a topic why it is there: what the model said of those that it saw, else the topic's strongest words that the
 * document itself uses, as it writes them. What was said before stays.
 */
export async function justifyItems(
  { documentStore }: Pick<TopicizeDependencies, 'documentStore'>,
  { channel, drafts }: { channel: LoadedChannel; drafts: WordedDraft[] },
  { signal, onProgress }: Pick<TopicizeOptions, 'signal' | 'onProgress'>,
): Promise<Map<number, Justification>> {
  const justifications = new Map<number, Justification>();
  const asked: { place: number; draft: WordedDraft }[] = [];
  for (const draft of drafts) {
    for (const place of draft.places) {
      const ref = channel.documents[place]?.sourceRef ?? '';
      const known = draft.continues?.items.get(ref);
      const given = draft.wording.justifications[ref];
      if (given) {
        justifications.set(place, { text: given, by: 'model' });
      } else if (known) {
        justifications.set(place, { text: known.justification, by: known.justified_by ?? 'likeness' });
      } else {
        asked.push({ place, draft });
      }
    }
  }
  const strengths = new Map(drafts.map((draft) => [draft, new Map(draft.terms.map(({ stem, strength }) => [stem, strength]))]));
  asked.sort((left, right) => left.place - right.place);
  for (let first = 0; first < asked.length; first += pageSize) {
    stopWhenAborted(signal);
    const page = asked.slice(first, first + pageSize);
    const documents = await documentStore.getDocuments(page.map(({ place }) => channel.documents[place]?.sourceRef ?? ''));
    for (const { place, draft } of page) {
      const document = channel.documents[place];
      const text = documents.get(document?.sourceRef ?? '')?.text_clean ?? '';
      const quoted = wordsToQuote(text, document?.language ?? 'und', strengths.get(draft) ?? new Map());
      justifications.set(place, justify(draft, quoted, document?.conversation !== null));
    }
    onProgress?.({ activity: 'explaining topics', done: first + page.length, total: asked.length, unit: 'documents' });
  }
  return justifications;
}

function justify({ language, wording }: WordedDraft, quoted: string[], inConversation: boolean): Justification {
  const words = justificationLanguages[language] ?? justificationLanguages.en;
  if (quoted.length > 0) {
    return { text: words.names(quoted.map(words.quote).join(', ')), by: 'quote' };
  }
  const title = words.quote(wording.title);
  return inConversation
    ? { text: words.inConversation(title), by: 'conversation' }
    : { text: words.alike(title), by: 'likeness' };
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
