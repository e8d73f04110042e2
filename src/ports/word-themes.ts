import { z } from 'zod';
import type { ModelTask } from './language-model.ts';

/** What a model is told of one theme: of its topics the words only, so that the cost grows with themes. */
export const themeToWordSchema = z.object({
  id: z.string(),
  language: z.string(),
  /** The largest of its topics as they are worded, the largest first. */
  topics: z.array(z.object({ title: z.string(), scope_in: z.array(z.string()) })).min(1),
  /** Words and phrases as people wrote them that set the theme apart, strongest first. */
  distinguishing_terms: z.array(z.string()),
});
export type ThemeToWord = z.infer<typeof themeToWordSchema>;

export const themeWordingSchema = z.object({ title: z.string().min(1) });
export type ThemeWording = z.infer<typeof themeWordingSchema>;

/** Asks for the titles of themes. */
export const wordThemes: ModelTask<ThemeToWord, ThemeWording> = {
  name: 'word_themes',
  item: themeToWordSchema,
  answer: themeWordingSchema,
};
