import type { ProcessedDocument } from '../../domain/processed-document.ts';
import type { TopicToWord } from '../../ports/word-topics.ts';
import { chooseDiverse } from '../group/choose-diverse.ts';
import type { DraftTopic } from '../group/draft-topic.ts';
import type { LoadedChannel } from '../read/load-documents.ts';
import { stopWhenAborted } from '../stop-when-aborted.ts';
import type { TopicizeDependencies } from '../topicize-options.ts';
import { cutText } from './cut-text.ts';
import { showTerms } from './show-terms.ts';
import { StemForms } from './stem-forms.ts';
import { writtenWords } from './written-words.ts';

/** A draft and what a model is to be told of it. */
export interface DraftQuestion {
  draft: DraftTopic;
  /** Places of the documents that the question shows: representative, and different from each other. */
  evidence: number[];
  /** Its id is the place of the draft. */
  question: TopicToWord;
}

const documentsPerTopic = 6;
/** Characters of a document that a model is given. */
const mostCharacters = 1_500;

type PreparedDraft = { draft: DraftTopic; evidence: number[]; shownTerms: string[]; documents: TopicToWord['documents'] };

/** Says of each topic what a model needs to word it: never more than a few documents, so that the cost grows with topics only. */
export async function draftQuestions(
  { documentStore }: Pick<TopicizeDependencies, 'documentStore'>,
  { channel, drafts }: { channel: LoadedChannel; drafts: DraftTopic[] },
  signal: AbortSignal | undefined,
): Promise<DraftQuestion[]> {
  const forms = new StemForms(new Set(drafts.flatMap(({ terms }) => terms.map(({ stem }) => stem))));
  for (const draft of drafts) {
    stopWhenAborted(signal);
    for (const text of textsOf(await readCentral(draft))) {
      forms.add(writtenWords(text));
    }
  }
  const prepared: PreparedDraft[] = [];
  for (const draft of drafts) {
    stopWhenAborted(signal);
    prepared.push(await prepare(draft));
  }
  const largest = [...prepared]
    .sort(
      ({ draft: left }, { draft: right }) =>
        right.places.length - left.places.length || (left.places[0] ?? 0) - (right.places[0] ?? 0),
    )
    .slice(0, 4);
  return prepared.map((one, place) => ({ draft: one.draft, evidence: one.evidence, question: toQuestion(one, place) }));

  function readCentral({ central }: DraftTopic): Promise<Map<string, ProcessedDocument>> {
    return documentStore.getDocuments(central.map((place) => channel.documents[place]?.sourceRef ?? ''));
  }

  function textsOf(documents: ReadonlyMap<string, ProcessedDocument>): { text: string; language: string }[] {
    return [...documents.values()].map(({ text_clean, language }) => ({
      text: text_clean,
      language: channel.languageOf(language),
    }));
  }

  async function prepare(draft: DraftTopic): Promise<PreparedDraft> {
    // Read twice rather than kept: what all topics are told by does not fit into memory where there are many.
    const found = await readCentral(draft);
    const evidence = chooseDiverse(channel, draft.central, documentsPerTopic);
    const documents = evidence.flatMap((place) => {
      const document = found.get(channel.documents[place]?.sourceRef ?? '');
      return document
        ? [{ source_ref: document.source_ref, title: document.title, text: cutText(document.text_clean, mostCharacters) }]
        : [];
    });
    return { draft, evidence, shownTerms: showTerms(textsOf(found), draft.terms, forms), documents };
  }

  function toQuestion({ draft, shownTerms, documents }: PreparedDraft, place: number): TopicToWord {
    return {
      id: String(place),
      language: draft.language,
      documents,
      distinguishing_terms: shownTerms,
      neighbour_terms: neighbourTerms(draft, shownTerms),
      document_count: draft.places.length,
    };
  }

  /** The first terms of the nearest topics, or of the largest ones when nothing is near. */
  function neighbourTerms(draft: DraftTopic, own: string[]): string[] {
    const near = draft.related.length > 0 ? draft.related.flatMap((place) => prepared[place] ?? []) : largest;
    const others = near.filter((other) => other.draft !== draft).flatMap(({ shownTerms }) => shownTerms.slice(0, 2));
    return [...new Set(others)].filter((term) => !own.includes(term)).slice(0, 6);
  }
}
