import type { Failure } from '../../src/domain/failure.ts';
import type { ProcessedDocument } from '../../src/domain/processed-document.ts';
import { formatSourceRef, type MessageSpace } from '../../src/domain/source-ref.ts';
import type { MessageState, ProcessedChunk } from '../../src/ports/document-store.ts';
import { channelId, noon } from './raw-messages.ts';

export function refOf(messageId: number, space: MessageSpace = 'post'): string {
  return formatSourceRef({ channelId, space, messageId });
}

export function newDocument(
  messageId: number,
  fields: Partial<ProcessedDocument> = {},
  space: MessageSpace = 'post',
): ProcessedDocument {
  const sourceRef = refOf(messageId, space);
  return {
    id: `doc:${sourceRef}`,
    source_ref: sourceRef,
    source_message_id: String(messageId),
    channel_id: channelId,
    message_type: space,
    processed_at: noon,
    date: noon,
    text_clean: `text ${messageId}`,
    title: `title ${messageId}`,
    summary: null,
    topics: [],
    keywords: [],
    entities: [],
    language: 'en',
    noise: { is_noise: false, kind: null, reason: null },
    duplicate_of: null,
    content_hash: `sha256:${messageId}`,
    metadata: {
      pipeline_version: 'processing:v1.0.0',
      model_id: 'builtin',
      prompt_id: null,
      prompt_name: null,
      parameters: {},
      usage: null,
    },
    ...fields,
  };
}

export function stateOf(
  messageId: number,
  state: MessageState['state'],
  { space = 'post', skipReason = null }: Partial<Pick<MessageState, 'space' | 'skipReason'>> = {},
): MessageState {
  return { space, messageId, state, skipReason, fingerprint: `${state} ${messageId}` };
}

export function newFailure(messageId: number): Failure {
  return {
    sourceRef: refOf(messageId),
    step: 'process',
    failureClass: 'model_answer_invalid',
    message: 'no answer',
    attempts: 1,
    failedAt: noon,
    nextAttemptAt: null,
  };
}

/** A chunk of documents, each with its sketch keys. */
export function chunkOf(documents: { document: ProcessedDocument; sketch?: string[] }[]): ProcessedChunk {
  return {
    states: documents.map(({ document }) =>
      stateOf(Number(document.source_message_id), 'documented', { space: document.message_type }),
    ),
    documents: documents.map(({ document, sketch = [] }) => ({ document, sketch })),
    failures: [],
  };
}
