import { describeMessage } from '../../src/adapters/model-builtin/describe-message.ts';
import { wordTopicBuiltin } from '../../src/adapters/model-builtin/word-topic-builtin.ts';
import type { Question } from './model-providers/question.ts';

interface AskedMessage {
  id: number;
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

/** Answers the questions of the product as a diligent model would, with what the built-in engine has to say. */
export function respond({ data }: Question): unknown {
  const asked = JSON.parse(data.slice(data.indexOf('['), data.lastIndexOf(']') + 1)) as (AskedMessage | AskedTopic)[];
  return { answers: asked.map((item) => ('docs' in item ? answerTopic(item) : answerMessage(item))) };
}

function answerMessage({ id, text, lang }: AskedMessage) {
  const message = { id: String(id), text, context: null, language: lang ?? 'und', entities: [] };
  const { title, summary, topics, keywords, entities, noise } = describeMessage(message);
  const kinds: Record<string, string> = { person: 'person', organization: 'org' };
  return {
    id,
    title: toTitle(title),
    summary: text.length < 300 ? '' : (summary ?? ''),
    tags: [
      ...topics.slice(0, text.length < 40 ? 0 : text.length < 300 ? 1 : 2),
      ...(text.length < 300 ? [] : keywords.slice(0, 4).map((keyword) => `term: ${keyword}`)),
      ...entities.flatMap(({ type, value }) => (kinds[type] ? [`${kinds[type]}: ${value}`] : [])),
      ...(noise.is_noise ? [`${noise.kind}: ${noise.reason}`] : []),
      ...(lang === undefined ? ['lang: ru'] : []),
    ],
  };
}

/** Seven words at most, and never only signs. */
function toTitle(title: string): string {
  return /\p{L}{2}/u.test(title) ? title.split(' ').slice(0, 7).join(' ') : 'Короткая реплика';
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
