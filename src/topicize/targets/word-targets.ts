import { draftQuestions } from '../describe/draft-questions.ts';
import { justificationLanguages } from '../describe/justification-language.ts';
import type { WordedDraft } from '../describe/word-drafts.ts';
import type { LoadedChannel } from '../read/load-documents.ts';
import type { TopicizeDependencies } from '../topicize-options.ts';
import type { TargetDraft } from './draft-targets.ts';

const mostInScope = 8;
const mostNeighbours = 3;
const longestScope = 200;

/**
 * Words the topics of targets by what the person said of them; no model is asked. Where the person said nothing of the scope, it is in words
 * that their documents have, and out is what the discovered topics nearby are about.
 *
 * @param titles of the discovered topics, by place
 */
export async function wordTargets(
  dependencies: Pick<TopicizeDependencies, 'documentStore'>,
  { channel, targets, titles }: { channel: LoadedChannel; targets: readonly TargetDraft[]; titles: readonly string[] },
  signal: AbortSignal | undefined,
): Promise<WordedDraft[]> {
  const drafts = targets.map(({ draft }) => ({ ...draft, related: [] }));
  const questions = await draftQuestions(dependencies, { channel, drafts }, signal);
  return targets.map(({ gathered, draft }, place): WordedDraft => {
    const { title, description, examples, exclusions } = gathered.target;
    const shownTerms = questions[place]?.question.distinguishing_terms ?? [];
    return {
      ...draft,
      wording: {
        title,
        summary: description,
        scope_in: toScope([description, ...examples], shownTerms, [title]),
        scope_out: toScope(exclusions, neighbours(draft), [otherSubjects(gathered.language)]),
        tags: [],
        justifications: {},
      },
      worded: {
        origin: { modelId: 'none', promptId: null, promptName: null, parameters: {} },
        failure: null,
        shownTerms,
        from: questions[place]?.evidence ?? [],
      },
    };
  });

  function neighbours({ related }: TargetDraft['draft']): string[] {
    return related.length > 0 ? related.flatMap((place) => titles[place] ?? []) : titles.slice(0, mostNeighbours);
  }
}

/** The first list that says anything. */
function toScope(...choices: readonly (readonly string[])[]): string[] {
  const said = choices.map((texts) => [...new Set(texts.map(shorten).filter((text) => text !== ''))]);
  return (said.find((texts) => texts.length > 0) ?? []).slice(0, mostInScope);
}

/** One line; cuts no surrogate pair in two. */
function shorten(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= longestScope ? line : `${line.slice(0, longestScope - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function otherSubjects(language: string): string {
  return (justificationLanguages[language] ?? justificationLanguages.en).otherSubjects;
}
