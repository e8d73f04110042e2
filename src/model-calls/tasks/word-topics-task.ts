import { z } from 'zod';
import { type TopicToWord, type TopicWording, wordTopics } from '../../ports/word-topics.ts';
import { cleanModelText } from '../clean-model-text.ts';
import { createPromptedTask, type TaskWire } from '../create-prompted-task.ts';
import type { Prompt } from '../load-prompts.ts';
import type { PromptedTask } from '../prompted-task.ts';
import type { AnswerEntry } from '../read-answer.ts';
import { cleanList } from './clean-list.ts';
import { stringField, stringList, stringListField } from './string-list.ts';

const longestTitle = 100;
const longestSummary = 1_200;
const longestPhrase = 160;
const longestTag = 40;
const longestReason = 240;
const mostPhrases = 8;
const mostTags = 8;

const entrySchema = z.object({
  title: z.string(),
  summary: z.string().catch(''),
  in: stringList,
  out: stringList,
  tags: stringList,
  why: stringList,
});

const wire: TaskWire<TopicToWord, TopicWording> = {
  task: wordTopics,
  fields: {
    title: stringField,
    summary: stringField,
    in: stringListField,
    out: stringListField,
    tags: stringListField,
    why: stringListField,
  },
  toData,
  toHiddenContent: ({ documents }) => documents.map(({ source_ref }) => source_ref),
  toTexts: ({ documents, distinguishing_terms, neighbour_terms }) => [
    ...documents.flatMap(({ title, text }) => [title, text]),
    ...distinguishing_terms,
    ...neighbour_terms,
  ],
  expectOutput,
  toAnswer,
};

/** Puts `word_topics` to a chat model. */
export function createWordTopicsTask(
  prompt: Prompt,
  model: { modelId: string; parameters: Record<string, unknown> },
): PromptedTask<TopicToWord, TopicWording> {
  return createPromptedTask(wire, prompt, model);
}

function toData(topic: TopicToWord): Record<string, unknown> {
  return {
    lang: topic.language,
    count: topic.document_count,
    terms: topic.distinguishing_terms,
    near: topic.neighbour_terms,
    docs: topic.documents.map(({ title, text }, index) => ({ d: index + 1, title, text })),
  };
}

/** Tokens of a card without justifications, and of one justification. */
const cardTokens = 230;
const reasonTokens = 28;

function expectOutput({ documents }: TopicToWord): number {
  return cardTokens + documents.length * reasonTokens;
}

function toAnswer(entry: AnswerEntry, topic: TopicToWord): { answer: TopicWording } | { problem: string } {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) {
    return { problem: 'has no title' };
  }
  const source = topic.documents.map(({ title, text }) => `${title}\n${text}`).join('\n');
  const title = cleanModelText(parsed.data.title, { longest: longestTitle, source });
  if (title === '') {
    return { problem: 'has a title that says nothing' };
  }
  const inside = cleanList(parsed.data.in, mostPhrases, { longest: longestPhrase, source });
  const outside = cleanList(parsed.data.out, mostPhrases, { longest: longestPhrase, source });
  const near = cleanList(topic.neighbour_terms, mostPhrases, { longest: longestPhrase, source });
  if (outside.length === 0 && near.length === 0) {
    return { problem: 'says nothing in "out"' };
  }
  return {
    answer: {
      title,
      summary: cleanModelText(parsed.data.summary, { longest: longestSummary, source }),
      scope_in: inside.length > 0 ? inside : [title],
      scope_out: outside.length > 0 ? outside : near,
      tags: cleanList(parsed.data.tags, mostTags, { longest: longestTag, source }),
      justifications: toJustifications(parsed.data.why, topic, source),
    },
  };
}

/** By source_ref. Numbers that no document of the question has are invented; of several for one the first counts. */
function toJustifications(reasons: readonly string[], { documents }: TopicToWord, source: string): Record<string, string> {
  const justifications = new Map<string, string>();
  for (const reason of reasons.slice(0, documents.length * 4)) {
    const [, ordinal, text] = /^\s*#?(\d{1,4})\s*[:.)–—-]\s*([\s\S]+)$/u.exec(reason) ?? [];
    const document = documents[Number(ordinal) - 1];
    const clean = text === undefined ? '' : cleanModelText(text, { longest: longestReason, source });
    if (document && clean !== '' && !justifications.has(document.source_ref)) {
      justifications.set(document.source_ref, clean);
    }
  }
  return Object.fromEntries(justifications);
}
