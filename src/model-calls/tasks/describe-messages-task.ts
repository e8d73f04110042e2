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
import { knownTitle } from './known-title.ts';
import { readTags, type Tag } from './read-tags.ts';
import { saysNothing } from './says-nothing.ts';
import { stringField, stringList, stringListField } from './string-list.ts';
import { type MessageAsk, whatToAsk } from './what-to-ask.ts';

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
  title: z.string().catch(''),
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
const tagKinds: ReadonlySet<string> = new Set(['summary', 'term', 'lang', ...nameTypes.keys(), ...noiseKinds]);
const noNoise: Noise = { is_noise: false, kind: null, reason: null };

const wire: TaskWire<MessageToDescribe, MessageDescription> = {
  task: describeMessages,
  fields: {
    title: stringField,
    tags: stringListField,
  },
  toData,
  toHiddenContent: ({ entities }) => entities.map(({ type, value }) => [type, value]),
  toTexts: ({ text, context, entities }) => [text, context ?? '', ...entities.map(({ value }) => value)],
  toStatements,
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
function toData(message: MessageToDescribe): Record<string, unknown> {
  const { text, context, language, entities } = message;
  const hidden = entities.filter(({ type, value }) => type === 'link' && !text.includes(value)).map(({ value }) => value);
  const ask = whatToAsk(message);
  return {
    ...(ask === 'title' ? {} : { ask }),
    ...(language === 'und' ? {} : { lang: language }),
    ...(context === null ? {} : { under: context.slice(0, longestContext) }),
    ...(hidden.length === 0 ? {} : { links: hidden.slice(0, mostLinks) }),
    text,
  };
}

/**
 * Tokens (o200k) of the parts of an answer, for texts in Russian and English: `{"id":1,"title":"","tags":[""]}`, a title of five to six
 * words, and tags by what is asked. Real models may need more or less; the form of an answer is the larger half of most.
 */
const formTokens = 11;
/** Of a text in capitals titles are often in capitals, too, which take more. */
const titleCharacters = 33;
const leastTitleTokens = 10;
/** By so much `estimateTokens` is above the count. */
const estimatedAbove = 1.4;
const tagTokens: Record<MessageAsk, number> = { tags: 4, title: 5, summary: 30 };
/** Of `lang: xx`. */
const languageTokens = 4;
const leastSummaryTokens = 12;
const longestSummaryTokens = 70;
/** Of the estimated tokens of a text. */
const summaryShare = 0.08;

function expectOutput(message: MessageToDescribe): number {
  const ask = whatToAsk(message);
  const title = ask === 'tags' ? 0 : expectTitle(message);
  const language = message.language === 'und' ? languageTokens : 0;
  return formTokens + title + tagTokens[ask] + language + (ask === 'summary' ? expectSummary(message) : 0);
}

/** What so many characters of the text take. */
function expectTitle({ text }: MessageToDescribe): number {
  const perCharacter = estimateTokens(text) / Math.max(1, text.length) / estimatedAbove;
  return Math.max(leastTitleTokens, Math.round(titleCharacters * perCharacter));
}

/** Longer texts have more to tell, to a limit. */
function expectSummary({ text }: MessageToDescribe): number {
  return Math.min(longestSummaryTokens, Math.round(leastSummaryTokens + estimateTokens(text) * summaryShare));
}

function toAnswer(entry: AnswerEntry, message: MessageToDescribe): { answer: MessageDescription } | { problem: string } {
  const { title: written, tags: texts } = entrySchema.parse(entry);
  const source = [message.text, ...message.entities.map(({ value }) => value)].join('\n');
  const isTitleKnown = whatToAsk(message) === 'tags';
  const title = (isTitleKnown && knownTitle(message.text)) || cleanModelText(written, { longest: longestTitle, source });
  if (saysNothing(title)) {
    return { problem: title === '' ? 'has no title' : 'has a title that says nothing' };
  }
  const tags = readTags(texts, tagKinds);
  const listOf = (kind: string) => tags.flatMap((tag) => (tag.kind === kind ? [tag.value] : []));
  return {
    answer: {
      title,
      summary: cleanModelText(listOf('summary')[0] ?? '', { longest: longestSummary, source }) || null,
      topics: cleanList(listOf('label'), mostLabels, { longest: longestLabel, source }),
      keywords: cleanList(listOf('term'), mostKeywords, { longest: longestLabel, source }),
      entities: toNames(tags, message),
      noise: toNoise(tags, message),
      language: toLanguage(tags, message),
    },
  };
}

/** Labels of one word are shared by messages that have nothing else in common. */
function toStatements(entry: AnswerEntry): string[] {
  const { title, tags } = entrySchema.parse(entry);
  const labels = readTags(tags, tagKinds).flatMap(({ kind, value }) =>
    kind === 'lang' || !value.trim().includes(' ') ? [] : [value],
  );
  return [title, ...labels];
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
