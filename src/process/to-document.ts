import { type Instant, instantFromDate } from '../domain/instant.ts';
import type { ProcessedDocument } from '../domain/processed-document.ts';
import type { MessageDescription } from '../ports/describe-messages.ts';
import type { ModelUsage } from '../ports/language-model.ts';
import type { PreparedUnit } from './prepare-unit.ts';

/** Where a description came from. */
export interface DescriptionOrigin {
  pipelineVersion: string;
  modelId: string;
  at: Date;
  /** Of this document; null for an engine that costs nothing. */
  usage: ModelUsage | null;
}

/** Puts together what code found and what the model said. Duplicates are settled later, for the channel as a whole. */
export function toDocument(
  prepared: PreparedUnit,
  description: MessageDescription,
  origin: DescriptionOrigin,
): ProcessedDocument {
  const { message } = prepared.unit.first;
  const processedAt: Instant = instantFromDate(origin.at);
  return {
    id: `doc:${message.source_ref}`,
    source_ref: message.source_ref,
    source_message_id: message.id,
    channel_id: message.channel_id,
    message_type: message.message_type === 'comment' ? 'comment' : 'post',
    processed_at: processedAt,
    date: message.date,
    text_clean: prepared.text,
    title: description.title,
    summary: description.summary,
    topics: description.topics,
    keywords: description.keywords,
    entities: [...prepared.entities, ...description.entities],
    language: prepared.language,
    noise: description.noise,
    duplicate_of: null,
    content_hash: prepared.sketch.contentHash,
    metadata: {
      pipeline_version: origin.pipelineVersion,
      model_id: origin.modelId,
      prompt_id: null,
      prompt_name: null,
      parameters: {},
      usage: origin.usage && { input_tokens: origin.usage.inputTokens, output_tokens: origin.usage.outputTokens },
    },
  };
}
