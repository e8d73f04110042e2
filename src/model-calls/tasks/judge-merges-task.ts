import { z } from 'zod';
import { judgeMerges, type MergeJudgement, type MergeToJudge, type TopicToCompare } from '../../ports/judge-merges.ts';
import { cleanModelText } from '../clean-model-text.ts';
import { createPromptedTask, type TaskWire } from '../create-prompted-task.ts';
import type { Prompt } from '../load-prompts.ts';
import type { PromptedTask } from '../prompted-task.ts';
import type { AnswerEntry } from '../read-answer.ts';
import { saysNothing } from './says-nothing.ts';
import { stringField } from './string-list.ts';

const longestReason = 240;

const entrySchema = z.object({ same: z.boolean(), why: z.string().catch('') });

/** Tokens of `{"id":1,"same":true,"why":"…"}` with twenty words. */
const judgementTokens = 50;

const wire: TaskWire<MergeToJudge, MergeJudgement> = {
  task: judgeMerges,
  fields: { same: { type: 'boolean' }, why: stringField },
  toData: ({ language, first, second }) => ({ lang: language, a: toSide(first), b: toSide(second) }),
  toTexts,
  expectOutput: () => judgementTokens,
  toAnswer,
};

/** Puts `judge_merges` to a chat model. */
export function createJudgeMergesTask(
  prompt: Prompt,
  model: { modelId: string; parameters: Record<string, unknown> },
): PromptedTask<MergeToJudge, MergeJudgement> {
  return createPromptedTask(wire, prompt, model);
}

function toSide({ title, summary, scope_in, scope_out, keywords, messages }: TopicToCompare): Record<string, unknown> {
  return { title, summary, in: scope_in, out: scope_out, terms: keywords, msgs: messages };
}

/** Cards were made of messages: what strangers wrote may have come through. */
function toTexts({ first, second }: MergeToJudge): string[] {
  return [first, second].flatMap(({ title, summary, scope_in, scope_out, keywords, messages }) => {
    return [title, summary, ...scope_in, ...scope_out, ...keywords, ...messages];
  });
}

function toAnswer(entry: AnswerEntry, merge: MergeToJudge): { answer: MergeJudgement } | { problem: string } {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) {
    return { problem: 'does not say true or false in "same"' };
  }
  const { same } = parsed.data;
  const why = cleanModelText(parsed.data.why, { longest: longestReason, source: toTexts(merge).join('\n') });
  // Only of what is proposed a person reads why.
  return same && saysNothing(why) ? { problem: 'does not say why in "why"' } : { answer: { same, why } };
}
