import type { TgParserError } from '../../domain/tg-parser-error.ts';
import type { TopicCard } from '../../domain/topic-card.ts';
import { wordThemes } from '../../ports/word-themes.ts';
import type { GroupedChannel } from '../group/grouped-channel.ts';
import type { Earlier } from '../read/read-earlier.ts';
import type { TopicizeDependencies, TopicizeOptions } from '../topicize-options.ts';
import { answerWithSpare } from './answer-with-spare.ts';
import { draftThemeQuestions } from './draft-theme-questions.ts';
import { findThemes } from './find-themes.ts';
import type { WordedDraft } from './word-drafts.ts';

export type Theme = NonNullable<TopicCard['theme']>;

export interface NamedThemes {
  /** Of each draft, by place. */
  themes: (Theme | null)[];
  /** Why the model titled some of them not: those have the words of the spare one. */
  failures: TgParserError[];
}

/**
 * The theme of each draft: an id and a title, which a theme keeps as long as half of its documents stay together. A title is made by the
 * model from the words of the topics.
 *
 * @param ids of the drafts, by place
 * @throws TgParserError what concerns every theme
 */
export async function nameThemes(
  dependencies: Pick<TopicizeDependencies, 'documentStore' | 'model' | 'spareModel'>,
  {
    channelId,
    grouped,
    drafts,
    ids,
  }: { channelId: string; grouped: GroupedChannel; drafts: readonly WordedDraft[]; ids: readonly string[] },
  { earlier, options }: { earlier: Pick<Earlier, 'topics'>; options: TopicizeOptions },
): Promise<NamedThemes> {
  const { runId, concurrency = 1, budgetUsd, useCache, signal } = options;
  const found = findThemes(grouped.channel, drafts, earlier);
  const items = await draftThemeQuestions(dependencies, { grouped, drafts, themes: found });
  const purpose = { runId, step: 'topicize', channelId } as const;
  const answers = await answerWithSpare(
    dependencies,
    { task: wordThemes, items },
    { purpose, concurrency, budgetUsd, useCache, signal },
  );
  // The id of a theme that is gone would say that this one is it.
  const taken = new Set(earlier.topics.flatMap(({ card }) => card.theme?.id ?? []));
  const named = new Map<number, Theme>();
  for (const [number, { members, before }] of found.entries()) {
    const theme = { ...(before ?? { id: freshId(members), title: '' }), ...titleOf(number) };
    taken.add(theme.id);
    for (const draft of members) {
      named.set(draft, theme);
    }
  }
  return {
    themes: drafts.map((_, place) => named.get(place) ?? null),
    failures: [...answers.values()].flatMap(({ failure }) => failure ?? []),
  };

  /** Empty for one that stays. A title before is better than that of the spare model: it is known. */
  function titleOf(number: number): Partial<Theme> {
    const answered = answers.get(String(number));
    if (answered === undefined || (answered.failure !== null && found[number]?.before)) {
      return {};
    }
    const { promptId, modelId } = answered.origin;
    return { title: answered.answer.title, ...(promptId === null ? {} : { titled_by: modelId }) };
  }

  /** Called after its largest topic, unless another theme already is. */
  function freshId(members: readonly number[]): string {
    const candidates = members.map((draft) => (ids[draft] ?? '').replace(/^topic:/, 'theme:'));
    const [first = ''] = candidates;
    return candidates.find((id) => !taken.has(id)) ?? `${first}:${taken.size + 1}`;
  }
}
