import { describeMessage } from '../../src/adapters/model-builtin/describe-message.ts';
import { wordTopicBuiltin } from '../../src/adapters/model-builtin/word-topic-builtin.ts';
import type { Question } from './model-providers/question.ts';

interface AskedMessage {
  id: number;
  ask?: 'tags' | 'title' | 'summary';
  text: string;
  lang?: string;
}

interface AskedTopic {
  id: number;
  lang: string;
  count: number;
  terms: string[];
  near: string[];
  docs: { d: number; title: string; text: string }[];
}

interface AskedTheme {
  id: number;
  lang: string;
  topics: { title: string; in: string[] }[];
  terms: string[];
}

interface AskedMerge {
  id: number;
  lang: string;
  a: AskedSide;
  b: AskedSide;
}

interface AskedSide {
  title: string;
  summary: string;
  in: string[];
  out: string[];
  terms: string[];
  msgs: string[];
}

export interface Wordiness {
  /** Of a title, as far as the text has so many; null for what the built-in engine finds, in seven words at most. */
  titleWords: number | null;
}

/** Answers the questions of the product as a diligent model would, with what the built-in engine has to say. */
export const respond = createResponder({ titleWords: null });

/** Models that know the same and take more or fewer words for it. */
export function createResponder(wordiness: Wordiness): (question: Pick<Question, 'data'>) => unknown {
  return ({ data }) => {
    const asked = JSON.parse(data.slice(data.indexOf('['), data.lastIndexOf(']') + 1)) as Asked[];
    return { answers: asked.map(answer) };

    function answer(item: Asked) {
      if ('docs' in item) {
        return answerTopic(item);
      }
      if ('a' in item) {
        return answerMerge(item);
      }
      return 'topics' in item ? answerTheme(item) : answerMessage(item, wordiness);
    }
  };
}

type Asked = AskedMessage | AskedTopic | AskedTheme | AskedMerge;

/** Neighbours are no reason to merge; two topics with one title are. */
function answerMerge({ id, a, b }: AskedMerge) {
  return a.title === b.title
    ? { id, same: true, why: `Обе темы: ${a.title}` }
    : { id, same: false, why: `Одна тема: ${a.title}, другая: ${b.title}` };
}

/** A section is called by what its topics are about, not by a list of words. */
function answerTheme({ id, topics, terms }: AskedTheme) {
  return { id, title: toTitle(`О разном: ${terms[0] ?? topics[0]?.title ?? ''}`, 5) };
}

/** Keeps to the rules of the prompt to the letter, and writes as much as they allow. */
function answerMessage({ id, ask = 'title', text, lang }: AskedMessage, { titleWords }: Wordiness) {
  const message = { id: String(id), text, context: null, language: lang ?? 'und', entities: [] };
  const { title, summary, topics, keywords, entities, noise } = describeMessage(message);
  const kinds: Record<string, string> = { person: 'person', organization: 'org' };
  const isLong = ask === 'summary';
  return {
    id,
    title: ask === 'tags' ? '' : toTitle(titleWords === null ? title : text, titleWords ?? 7),
    tags: [
      ...(isLong && summary !== null ? [`summary: ${summary}`] : []),
      ...(isLong ? keywords.slice(0, 4).map((keyword) => `term: ${keyword}`) : []),
      ...topics.slice(0, isLong ? 2 : 1),
      ...entities.flatMap(({ type, value }) => (kinds[type] ? [`${kinds[type]}: ${value}`] : [])),
      ...(noise.is_noise ? [`${noise.kind}: ${noise.reason}`] : []),
      ...(lang === undefined ? ['lang: ru'] : []),
    ],
  };
}

/** What a title has none of. */
const noTitle = /\S+:\/\/\S+|#\p{L}[\p{L}\p{N}_]*|\p{Extended_Pictographic}|\ufe0f/gu;

/** So many words at most, and never only signs. */
export function toTitle(text: string, words: number): string {
  const title = text.replace(noTitle, ' ').trim().split(/\s+/).slice(0, words).join(' ');
  return /\p{L}{2}/u.test(title) ? title : 'Короткая реплика';
}

function answerTopic({ id, lang, count, terms, near, docs }: AskedTopic) {
  const { title, summary, scope_in, scope_out, tags } = wordTopicBuiltin({
    id: String(id),
    language: lang,
    documents: docs.map(({ d, ...document }) => ({ source_ref: String(d), ...document })),
    distinguishing_terms: terms,
    neighbour_terms: near,
    document_count: count,
  });
  return { id, title, summary, in: scope_in, out: scope_out, tags, why: docs.map(({ d, title: name }) => `${d}: ${name}`) };
}
