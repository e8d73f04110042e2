import { z } from 'zod';
import type { DocumentEntity, Noise } from '../../domain/processed-document.ts';
import { describeMessages, type MessageDescription, type MessageToDescribe } from '../../ports/describe-messages.ts';
import { cleanModelText } from '../clean-model-text.ts';
import { createPromptedTask, type TaskWire } from '../create-prompted-task.ts';
import { estimateTokens } from '../estimate-tokens.ts';
import type { Prompt } from '../load-prompts.ts';
import type { PromptedTask } from '../prompted-task.ts';
import type { AnswerEntry } from '../read-answer.ts';
import { cleanList } from './clean-list.ts';
import { findInText } from './find-in-text.ts';
import { readNotes } from './read-notes.ts';
import { stringField, stringList, stringListField } from './string-list.ts';

const longestTitle = 120;
const longestSummary = 1_000;
const longestLabel = 60;
const longestName = 100;
const longestReason = 160;
const mostLabels = 8;
const mostKeywords = 12;
const mostNames = 40;
/** Code is sure of what it finds, a model is not. */
const nameConfidence = 0.8;

/** Beginning of the post of a comment; enough to know what the comment speaks of. */
const longestContext = 300;
/** Addresses behind words, which the text does not show. */
const mostLinks = 5;

const entrySchema = z.object({
  title: z.string(),
  summary: z.string().catch(''),
  labels: stringList,
  keywords: stringList,
  notes: stringList,
});

/** Kinds of noise that documents know. */
const noiseKinds: ReadonlySet<string> = new Set(['advertising', 'greeting', 'chatter']);
const nameTypes = { person: 'person', org: 'organization', place: 'place' } as const;
const noNoise: Noise = { is_noise: false, kind: null, reason: null };

/** «Message 955» says nothing. */
const numberedTitle =
  /^(?:message|post|comment|item|text|сообщение|пост|комментарий|текст|повідомлення|допис|коментар|mensaje|nachricht|beitrag|پیام|رسالة)\s*(?:id|№|#|no\.?|n[º°])?\s*[\d.]*$/iu;

const wire: TaskWire<MessageToDescribe, MessageDescription> = {
  task: describeMessages,
  fields: {
    title: stringField,
    summary: stringField,
    labels: stringListField,
    keywords: stringListField,
    notes: stringListField,
  },
  toData,
  toHiddenContent: ({ entities }) => entities.map(({ type, value }) => [type, value]),
  toTexts: ({ text, context, entities }) => [text, context ?? '', ...entities.map(({ value }) => value)],
  expectOutput,
  toAnswer,
};

/** Puts `describe_messages` to a chat model. */
export function createDescribeMessagesTask(
  prompt: Prompt,
  model: { modelId: string; parameters: Record<string, unknown> },
): PromptedTask<MessageToDescribe, MessageDescription> {
  return createPromptedTask(wire, prompt, model);
}

/** What code found already is told only where the text does not show it: an address behind a word says what the word is about. */
function toData({ text, context, language, entities }: MessageToDescribe): Record<string, unknown> {
  const hidden = entities.filter(({ type, value }) => type === 'link' && !text.includes(value)).map(({ value }) => value);
  return {
    ...(language === 'und' ? {} : { lang: language }),
    ...(context === null ? {} : { under: context.slice(0, longestContext) }),
    ...(hidden.length === 0 ? {} : { links: hidden.slice(0, mostLinks) }),
    text,
  };
}

/** Tokens of an answer without any text in it. */
const emptyAnswerTokens = 22;
const titleTokens = 12;
const shortText = 100;
const summarizedText = 300;
const listTokens = 24;
const longestSummaryTokens = 90;

/** A title always, lists when there is more than a sentence, a summary when it is shorter than the text: what the prompt asks for. */
function expectOutput({ text }: MessageToDescribe): number {
  const lists = text.length < shortText ? listTokens / 4 : listTokens;
  const summary = text.length < summarizedText ? 0 : Math.min(longestSummaryTokens, 30 + estimateTokens(text) / 8);
  return Math.round(emptyAnswerTokens + titleTokens + lists + summary);
}

function toAnswer(entry: AnswerEntry, message: MessageToDescribe): { answer: MessageDescription } | { problem: string } {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) {
    return { problem: 'has no title' };
  }
  const source = [message.text, ...message.entities.map(({ value }) => value)].join('\n');
  const title = cleanModelText(parsed.data.title, { longest: longestTitle, source });
  if (title === '' || numberedTitle.test(title)) {
    return { problem: 'has a title that says nothing' };
  }
  const { summary, labels, keywords, notes } = parsed.data;
  const { names, noise, language } = sortNotes(notes, message);
  return {
    answer: {
      title,
      summary: cleanModelText(summary, { longest: longestSummary, source }) || null,
      topics: cleanList(labels, mostLabels, { longest: longestLabel, source }),
      keywords: cleanList(keywords, mostKeywords, { longest: longestLabel, source }),
      entities: names,
      noise,
      language,
    },
  };
}

function sortNotes(
  texts: readonly string[],
  message: MessageToDescribe,
): { names: DocumentEntity[]; noise: Noise; language: string | null } {
  const notes = readNotes(texts);
  const noise = notes.flatMap(({ kind, value }) => (noiseKinds.has(kind) ? toNoise(kind, value, message) : []));
  const language = notes.find(({ kind, value }) => kind === 'lang' && isLanguageCode(value))?.value ?? null;
  return {
    names: toNames(notes, message),
    noise: noise[0] ?? noNoise,
    language: message.language === 'und' ? (language?.toLowerCase() ?? null) : null,
  };
}

function toNoise(kind: string, value: string, { text }: MessageToDescribe): Noise {
  return { is_noise: true, kind, reason: cleanModelText(value, { longest: longestReason, source: text }) || null };
}

/** Names that stand in the text, as it writes them; a name that does not is invented. */
function toNames(notes: readonly { kind: string; value: string }[], { text, entities }: MessageToDescribe): DocumentEntity[] {
  const known = new Set(entities.map(({ value }) => value.toLowerCase()));
  const names: DocumentEntity[] = [];
  for (const { kind, value } of notes) {
    const type = Object.hasOwn(nameTypes, kind) ? nameTypes[kind as keyof typeof nameTypes] : null;
    const found = type === null || names.length >= mostNames ? null : findInText(value, text, longestName);
    if (type !== null && found !== null && !known.has(found.toLowerCase())) {
      known.add(found.toLowerCase());
      names.push({ type, value: found, confidence: nameConfidence });
    }
  }
  return names;
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** ISO 639-1: two letters that are a language. */
function isLanguageCode(value: string): boolean {
  return /^[a-z]{2}$/i.test(value) && languageNames.of(value.toLowerCase()) !== undefined;
}
