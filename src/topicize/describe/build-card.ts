import type { TopicAnchor, TopicCard } from '../../domain/topic-card.ts';
import { compareText } from '../../lib/compare-text.ts';
import type { CardContext } from './card-context.ts';
import type { Theme } from './name-themes.ts';
import type { WordedDraft } from './word-drafts.ts';

/** Names the way in which topics were found; another way needs another name. */
export const pipelineVersion = 'topicization:v2.0.0';

const mostKeywords = 12;

/** @param ids of all drafts, by place */
export function buildCard(
  draft: WordedDraft,
  { id, ids, theme }: { id: string; ids: readonly string[]; theme: Theme | null },
  context: CardContext,
): TopicCard {
  const { channel, at } = context;
  const { wording, worded, continues } = draft;
  const { justifications: _, ...words } = wording;
  const refOf = (place: number) => channel.documents[place]?.sourceRef ?? '';
  const anchors = draft.anchors.map((place) => toAnchor(draft, place, context));
  const related = draft.related.flatMap((place) => ids[place] ?? []);
  const placed = { id, type: draft.type, anchors, related_topics: related, theme, updated_at: at };
  if (worded === null && continues !== null) {
    return { ...continues.card, ...placed, sources: stillThere(continues.card.sources, draft, context) };
  }
  return {
    ...words,
    ...placed,
    sources: [...new Set([...draft.anchors, ...(worded?.from ?? [])].map(refOf))].sort(compareText),
    keywords: worded?.shownTerms.slice(0, mostKeywords) ?? [],
    status: worded?.failure ? 'needs_review' : 'active',
    origin: continues?.card.origin ?? 'discovered',
    ...(continues?.card.protected ? { protected: continues.card.protected } : {}),
    metadata: toMetadata(draft, context),
  };
}

/** What a card was written from, without what is gone since; of a card whose sources are all gone its anchors. */
function stillThere(sources: readonly string[], { anchors }: WordedDraft, { channel, refs }: CardContext): string[] {
  const left = sources.filter((ref) => refs.has(ref));
  return left.length > 0 ? left : anchors.map((place) => channel.documents[place]?.sourceRef ?? '').sort(compareText);
}

function toMetadata({ worded, places }: WordedDraft, context: CardContext): TopicCard['metadata'] {
  return {
    topicization_run_id: context.runId,
    pipeline_version: pipelineVersion,
    algorithm: `${context.embedderId}+louvain`,
    parameters: { ...context.parameters },
    model_id: worded?.origin.modelId ?? '',
    prompt_id: worded?.origin.promptId ?? null,
    prompt_name: worded?.origin.promptName ?? null,
    input_scope: context.inputScope,
    worded_documents: places.length,
  };
}

function toAnchor({ scores }: WordedDraft, place: number, { channel }: CardContext): TopicAnchor {
  const document = channel.documents[place];
  return {
    channel_id: document?.channelId ?? '',
    message_id: document?.messageId ?? '',
    message_type: document?.messageType ?? 'post',
    anchor_ref: document?.sourceRef ?? '',
    score: scores.get(place) ?? 0,
  };
}
