import type { Instant } from '../domain/instant.ts';
import type { TopicAnchor, TopicCard } from '../domain/topic-card.ts';
import { compareText } from '../lib/compare-text.ts';
import type { LoadedChannel } from './load-documents.ts';
import type { Theme } from './name-themes.ts';
import type { TopicizeParameters } from './topicize-options.ts';
import type { WordedDraft } from './word-drafts.ts';

/** Names the way in which topics were found; another way needs another name. */
export const pipelineVersion = 'topicization:v2.0.0';

export interface CardContext {
  channelId: string;
  channel: LoadedChannel;
  runId: string;
  at: Instant;
  parameters: TopicizeParameters;
  embedderId: string;
}

const mostKeywords = 12;

/** @param ids of all drafts, by place */
export function buildCard(
  draft: WordedDraft,
  { id, ids, theme }: { id: string; ids: string[]; theme: Theme | null },
  context: CardContext,
): TopicCard {
  const { channel, channelId, at } = context;
  const { wording, shownTerms } = draft;
  const refOf = (place: number) => channel.documents[place]?.sourceRef ?? '';
  return {
    id,
    title: wording.title,
    summary: wording.summary,
    scope_in: wording.scope_in,
    scope_out: wording.scope_out,
    type: draft.type,
    anchors: draft.anchors.map((place) => toAnchor(draft, place, context)),
    sources: [...new Set([...draft.anchors, ...draft.wordedFrom].map(refOf))].sort(compareText),
    updated_at: at,
    tags: wording.tags,
    keywords: shownTerms.slice(0, mostKeywords),
    related_topics: draft.related.flatMap((place) => ids[place] ?? []),
    theme,
    status: draft.failure === null ? 'active' : 'needs_review',
    origin: 'discovered',
    metadata: {
      topicization_run_id: context.runId,
      pipeline_version: pipelineVersion,
      algorithm: `${context.embedderId}+louvain`,
      parameters: { ...context.parameters },
      model_id: draft.origin.modelId,
      prompt_id: draft.origin.promptId,
      prompt_name: draft.origin.promptName,
      input_scope: { channel_id: channelId, mode: 'whole_channel' },
    },
  };
}

function toAnchor({ scores }: WordedDraft, place: number, { channel, channelId }: CardContext): TopicAnchor {
  const document = channel.documents[place];
  return {
    channel_id: channelId,
    message_id: document?.messageId ?? '',
    message_type: document?.messageType ?? 'post',
    anchor_ref: document?.sourceRef ?? '',
    score: scores.get(place) ?? 0,
  };
}
