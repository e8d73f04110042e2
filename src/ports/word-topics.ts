import { z } from 'zod';
import type { ModelTask } from './language-model.ts';

/** What a model is told of one group of documents: never the whole group, so that the cost grows with topics, not posts. */
export const topicToWordSchema = z.object({
  id: z.string(),
  language: z.string(),
  /** A few central and diverse documents, the most central first. */
  documents: z.array(z.object({ source_ref: z.string(), title: z.string(), text: z.string() })).min(1),
  /** Words and phrases as people wrote them that set this group apart, strongest first. */
  distinguishing_terms: z.array(z.string()),
  /** The same of the nearest other groups: what this topic is not. */
  neighbour_terms: z.array(z.string()),
  document_count: z.number().int().positive(),
});
export type TopicToWord = z.infer<typeof topicToWordSchema>;

export const topicWordingSchema = z.object({
  title: z.string().min(1).max(120),
  summary: z.string(),
  scope_in: z.array(z.string()).min(1).max(8),
  scope_out: z.array(z.string()).min(1).max(8),
  tags: z.array(z.string()).max(8),
  /** Why documents of the question belong to the topic, by their source_ref; may be empty. */
  justifications: z.record(z.string(), z.string()),
});
export type TopicWording = z.infer<typeof topicWordingSchema>;

/** Asks for the words of a card. */
export const wordTopics: ModelTask<TopicToWord, TopicWording> = {
  name: 'word_topics',
  item: topicToWordSchema,
  answer: topicWordingSchema,
};
