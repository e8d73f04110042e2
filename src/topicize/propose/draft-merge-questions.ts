import type { TopicPair } from '../../domain/merge-proposal.ts';
import type { TopicCard } from '../../domain/topic-card.ts';
import type { MergeToJudge, TopicToCompare } from '../../ports/judge-merges.ts';
import { cutText } from '../describe/cut-text.ts';
import type { LearntGroups } from '../join/learnt-catalogue.ts';
import type { TopicizeDependencies } from '../topicize-options.ts';

/** Characters of a message that a model is given. */
const mostCharacters = 400;
const mostTerms = 8;

/** What a model needs to judge pairs of topics: their cards and anchors, whatever they hold. The id of a question is the place of its pair. */
export async function draftMergeQuestions(
  { documentStore }: Pick<TopicizeDependencies, 'documentStore'>,
  { pairs, cards }: { pairs: readonly TopicPair[]; cards: ReadonlyMap<string, TopicCard> },
  { ids, languages }: Pick<LearntGroups, 'ids' | 'languages'>,
): Promise<MergeToJudge[]> {
  const languageOf = new Map(ids.map((id, group) => [id, languages[group] ?? 'und']));
  const questions: MergeToJudge[] = [];
  for (const [place, { firstId, secondId }] of pairs.entries()) {
    const [first, second] = [await toSide(firstId), await toSide(secondId)];
    if (first !== null && second !== null) {
      const language = [firstId, secondId].map((id) => languageOf.get(id)).find((known) => known !== 'und') ?? 'und';
      questions.push({ id: String(place), language, first, second });
    }
  }
  return questions;

  async function toSide(id: string): Promise<TopicToCompare | null> {
    const card = cards.get(id);
    if (card === undefined) {
      return null;
    }
    const refs = card.anchors.map(({ anchor_ref }) => anchor_ref);
    const documents = await documentStore.getDocuments(refs);
    return {
      title: card.title,
      summary: card.summary,
      scope_in: card.scope_in,
      scope_out: card.scope_out,
      keywords: card.keywords.slice(0, mostTerms),
      messages: refs.flatMap((ref) => documents.get(ref)?.text_clean ?? []).map((text) => cutText(text, mostCharacters)),
    };
  }
}
