import { type Instant, instantFromDate } from '../domain/instant.ts';
import type { ProcessedDocument } from '../domain/processed-document.ts';
import type { MessageDescription, MessageToDescribe } from '../ports/describe-messages.ts';
import type { ItemOutcome } from '../ports/language-model.ts';
import type { PreparedUnit } from './prepare-unit.ts';

export type Description = Exclude<ItemOutcome<MessageToDescribe, MessageDescription>, { error: unknown }>;

/** Puts together what code found and what the model said. Duplicates are settled later, for the channel as a whole. */
export function toDocument(
  prepared: PreparedUnit,
  { answer, origin, usage }: Description,
  { pipelineVersion, at }: { pipelineVersion: string; at: Date },
): ProcessedDocument {
  const { message } = prepared.unit.first;
  const processedAt: Instant = instantFromDate(at);
  return {
    id: `doc:${message.source_ref}`,
    source_ref: message.source_ref,
    source_message_id: message.id,
    channel_id: message.channel_id,
    message_type: message.message_type === 'comment' ? 'comment' : 'post',
    processed_at: processedAt,
    date: message.date,
    text_clean: prepared.text,
    title: answer.title,
    summary: answer.summary,
    topics: answer.topics,
    keywords: answer.keywords,
    entities: [...prepared.entities, ...answer.entities],
    language: prepared.language === 'und' ? (answer.language ?? 'und') : prepared.language,
    noise: answer.noise,
    duplicate_of: null,
    content_hash: prepared.sketch.contentHash,
    metadata: {
      pipeline_version: pipelineVersion,
      model_id: origin.modelId,
      prompt_id: origin.promptId,
      prompt_name: origin.promptName,
      parameters: origin.parameters,
      usage: usage && { input_tokens: usage.inputTokens, output_tokens: usage.outputTokens },
    },
  };
}
