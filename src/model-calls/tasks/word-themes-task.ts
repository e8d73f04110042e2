import { z } from 'zod';
import { type ThemeToWord, type ThemeWording, wordThemes } from '../../ports/word-themes.ts';
import { cleanModelText } from '../clean-model-text.ts';
import { createPromptedTask, type TaskWire } from '../create-prompted-task.ts';
import type { Prompt } from '../load-prompts.ts';
import type { PromptedTask } from '../prompted-task.ts';
import type { AnswerEntry } from '../read-answer.ts';
import { saysNothing } from './says-nothing.ts';
import { stringField } from './string-list.ts';

const longestTitle = 80;

const entrySchema = z.object({ title: z.string() });

/** Tokens of `{"id":1,"title":"…"}` with five words. */
const titleTokens = 25;

const wire: TaskWire<ThemeToWord, ThemeWording> = {
  task: wordThemes,
  fields: { title: stringField },
  toData: ({ language, topics, distinguishing_terms }) => ({
    lang: language,
    topics: topics.map(({ title, scope_in }) => ({ title, in: scope_in })),
    terms: distinguishing_terms,
  }),
  toTexts,
  expectOutput: () => titleTokens,
  toAnswer,
};

/** Puts `word_themes` to a chat model. */
export function createWordThemesTask(
  prompt: Prompt,
  model: { modelId: string; parameters: Record<string, unknown> },
): PromptedTask<ThemeToWord, ThemeWording> {
  return createPromptedTask(wire, prompt, model);
}

/** Titles and scopes were made of messages: what strangers wrote may have come through. */
function toTexts({ topics, distinguishing_terms }: ThemeToWord): string[] {
  return [...topics.flatMap(({ title, scope_in }) => [title, ...scope_in]), ...distinguishing_terms];
}

function toAnswer(entry: AnswerEntry, theme: ThemeToWord): { answer: ThemeWording } | { problem: string } {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) {
    return { problem: 'has no title' };
  }
  const title = cleanModelText(parsed.data.title, { longest: longestTitle, source: toTexts(theme).join('\n') });
  return saysNothing(title) ? { problem: 'has a title that says nothing' } : { answer: { title } };
}
