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
import { readTags, type Tag } from './read-tags.ts';
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
  tags: stringList,
});

/** Kinds of noise that documents know. */
const noiseKinds = ['advertising', 'greeting', 'chatter'];
const nameTypes: ReadonlyMap<string, string> = new Map([
  ['person', 'person'],
  ['org', 'organization'],
  ['place', 'place'],
]);
/** What a tag can be instead of a label. */
const tagKinds: ReadonlySet<string> = new Set(['term', 'lang', ...nameTypes.keys(), ...noiseKinds]);
const noNoise: Noise = { is_noise: false, kind: null, reason: null };

/** «Message 955» says nothing. */
const numberedTitle =
  /^(?:message|post|comment|item|text|сообщение|пост|комментарий|текст|повідомлення|допис|коментар|mensaje|nachricht|beitrag|پیام|رسالة)\s*(?:id|№|#|no\.?|n[º°])?\s*[\d.]*$/iu;

const wire: TaskWire<MessageToDescribe, MessageDescription> = {
  task: describeMessages,
  fields: {
    title: stringField,
    summary: stringField,
    tags: stringListField,
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

/** Tokens (o200k, Russian and English) of an answer without any text in it, of a title, of tags by the length of a text. */
const emptyAnswerTokens = 13;
const titleTokens = 8;
const tagTokens = { short: 4, middle: 7, long: 26 };
/** Characters. */
const shortText = 100;
const summarizedText = 300;
const longestSummaryTokens = 70;

/** A title always, few tags for few words, a summary when it is shorter than the text: what the prompt asks for. */
function expectOutput({ text }: MessageToDescribe): number {
  const shortAnswer = emptyAnswerTokens + titleTokens;
  if (text.length < summarizedText) {
    return shortAnswer + (text.length < shortText ? tagTokens.short : tagTokens.middle);
  }
  return Math.round(shortAnswer + tagTokens.long + Math.min(longestSummaryTokens, 20 + estimateTokens(text) / 10));
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
  const tags = readTags(parsed.data.tags, tagKinds);
  const listOf = (kind: string) => tags.flatMap((tag) => (tag.kind === kind ? [tag.value] : []));
  return {
    answer: {
      title,
      summary: cleanModelText(parsed.data.summary, { longest: longestSummary, source }) || null,
      topics: cleanList(listOf('label'), mostLabels, { longest: longestLabel, source }),
      keywords: cleanList(listOf('term'), mostKeywords, { longest: longestLabel, source }),
      entities: toNames(tags, message),
      noise: toNoise(tags, message),
      language: toLanguage(tags, message),
    },
  };
}

function toNoise(tags: readonly Tag[], { text }: MessageToDescribe): Noise {
  const found = tags.find(({ kind }) => noiseKinds.includes(kind));
  const reason = cleanModelText(found?.value ?? '', { longest: longestReason, source: text });
  return found ? { is_noise: true, kind: found.kind, reason: reason || null } : noNoise;
}

function toLanguage(tags: readonly Tag[], { language }: MessageToDescribe): string | null {
  const found = tags.find(({ kind, value }) => kind === 'lang' && isLanguageCode(value));
  return language === 'und' && found ? found.value.toLowerCase() : null;
}

/** Names that stand in the text, as it writes them; a name that does not is invented. */
function toNames(tags: readonly Tag[], { text, entities }: MessageToDescribe): DocumentEntity[] {
  const known = new Set(entities.map(({ value }) => value.toLowerCase()));
  const names: DocumentEntity[] = [];
  for (const { kind, value } of tags) {
    const type = nameTypes.get(kind);
    const found = type === undefined || names.length >= mostNames ? null : findInText(value, text, longestName);
    if (type !== undefined && found !== null && !known.has(found.toLowerCase())) {
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
