import type { ThemeToWord } from '../../ports/word-themes.ts';
import { findTerms } from '../group/find-terms.ts';
import type { GroupedChannel } from '../group/grouped-channel.ts';
import { mainLanguage } from '../read/main-language.ts';
import type { TopicizeDependencies } from '../topicize-options.ts';
import type { FoundTheme } from './find-themes.ts';
import { showTerms } from './show-terms.ts';
import type { WordedDraft } from './word-drafts.ts';

const mostTopics = 12;
const mostInScope = 3;
const mostTerms = 12;
/** Central documents of each topic whose spelling of a theme's words is looked at. */
const readPerTopic = 5;

/**
 * What a model needs to title themes: those that are new, and for a model with a prompt those whose title was made of words so far, because
 * there was no such model or it failed. Any other title stays.
 */
export async function draftThemeQuestions(
  { documentStore, model }: Pick<TopicizeDependencies, 'documentStore' | 'model'>,
  { grouped, drafts, themes }: { grouped: GroupedChannel; drafts: readonly WordedDraft[]; themes: readonly FoundTheme[] },
): Promise<ThemeToWord[]> {
  const { channel, stemCounts } = grouped;
  const hasPrompt = model.origin('word_themes').promptId !== null;
  const questions: ThemeToWord[] = [];
  for (const [number, { members, before }] of themes.entries()) {
    if (before === null || (hasPrompt && before.titled_by === undefined)) {
      questions.push(await toQuestion(members, number));
    }
  }
  return questions;

  async function toQuestion(members: readonly number[], number: number): Promise<ThemeToWord> {
    const topics = members.flatMap((draft) => drafts[draft] ?? []);
    const places = topics.flatMap((draft) => draft.places);
    const central = topics.flatMap((draft) => draft.central.slice(0, readPerTopic));
    const documents = await documentStore.getDocuments(central.map((place) => channel.documents[place]?.sourceRef ?? ''));
    const texts = [...documents.values()].map(({ text_clean, language }) => ({
      text: text_clean,
      language: channel.languageOf(language),
    }));
    return {
      id: String(number),
      language: mainLanguage(channel, places),
      topics: topics
        .slice(0, mostTopics)
        .map(({ wording: { title, scope_in } }) => ({ title, scope_in: scope_in.slice(0, mostInScope) })),
      distinguishing_terms: showTerms(texts, findTerms(channel, stemCounts, places)).slice(0, mostTerms),
    };
  }
}
