import { z } from 'zod';
import type { ModelTask } from './language-model.ts';

const topicToCompareSchema = z.object({
  title: z.string(),
  summary: z.string(),
  scope_in: z.array(z.string()),
  scope_out: z.array(z.string()),
  keywords: z.array(z.string()),
  /** Of its most typical messages, the most typical first; they may be cut. */
  messages: z.array(z.string()),
});
export type TopicToCompare = z.infer<typeof topicToCompareSchema>;

/** What a model is told of two topics that may be one: their cards and a few messages, so that the cost grows with topics only. */
export const mergeToJudgeSchema = z.object({
  id: z.string(),
  language: z.string(),
  first: topicToCompareSchema,
  second: topicToCompareSchema,
});
export type MergeToJudge = z.infer<typeof mergeToJudgeSchema>;

export const mergeJudgementSchema = z.object({
  /** Whether both are one subject. */
  same: z.boolean(),
  why: z.string(),
});
export type MergeJudgement = z.infer<typeof mergeJudgementSchema>;

/** Asks whether two topics are one. */
export const judgeMerges: ModelTask<MergeToJudge, MergeJudgement> = {
  name: 'judge_merges',
  item: mergeToJudgeSchema,
  answer: mergeJudgementSchema,
};
