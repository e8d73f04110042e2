import { type Attributes, type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import type { LogFields } from '../domain/log-field.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ChatAnswer, ChatModel, ChatRequest } from '../ports/chat-model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { withComplete } from './with-complete.ts';

/**
 * Shows every attempt to those who operate the program: a span by the GenAI semantic conventions
 * (https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/) and a debug line. Both hold shapes and numbers, never content, and of
 * errors the code only.
 *
 * @param tracer costs next to nothing while no SDK is started
 */
export function withTracing(
  model: ChatModel,
  { tracer, clock, log }: { tracer: Tracer; clock: Clock; log: Logger },
): ChatModel {
  return withComplete(model, (request) =>
    tracer.startActiveSpan(
      `chat ${model.model}`,
      { kind: SpanKind.CLIENT, attributes: attributesOfRequest(model, request) },
      async (span) => {
        const begunAt = clock.now().getTime();
        try {
          const answer = await model.complete(request);
          span.setAttributes(attributesOfAnswer(answer));
          logCall(request, begunAt, fieldsOfAnswer(answer));
          return answer;
        } catch (error) {
          const code = markFailed(span, error);
          logCall(request, begunAt, { outcome: code });
          throw error;
        } finally {
          span.end();
        }
      },
    ),
  );

  function logCall({ purpose, ...request }: ChatRequest, begunAt: number, fields: LogFields): void {
    log.log('debug', 'model_call', {
      provider: model.provider,
      model: model.model,
      task: purpose.task,
      channel_id: purpose.channelId,
      items: purpose.items,
      is_repair: request.repair !== null,
      estimated_input_tokens: request.estimatedInputTokens,
      max_output_tokens: request.maxOutputTokens,
      duration_ms: clock.now().getTime() - begunAt,
      ...fields,
    });
  }
}

function attributesOfRequest({ provider, model }: ChatModel, { maxOutputTokens, purpose }: ChatRequest): Attributes {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': providerNames[provider] ?? provider,
    'gen_ai.request.model': model,
    'gen_ai.request.max_tokens': maxOutputTokens,
    'gen_ai.output.type': 'json',
    'tg_parser.run_id': purpose.runId,
    'tg_parser.step': purpose.step,
    'tg_parser.task': purpose.task,
    'tg_parser.items': purpose.items,
  };
}

/** The conventions' names where they differ from ours. */
const providerNames: Record<string, string> = { gemini: 'gcp.gemini' };

function attributesOfAnswer({ finishReason, usage, model }: ChatAnswer): Attributes {
  return {
    'gen_ai.response.model': model,
    'gen_ai.response.finish_reasons': [finishReason],
    ...(usage === null
      ? {}
      : { 'gen_ai.usage.input_tokens': usage.inputTokens, 'gen_ai.usage.output_tokens': usage.outputTokens }),
  };
}

function fieldsOfAnswer({ finishReason, usage, text }: ChatAnswer): LogFields {
  return {
    outcome: finishReason,
    characters: text.length,
    ...(usage && {
      input_tokens: usage.inputTokens,
      cached_input_tokens: usage.cachedInputTokens,
      output_tokens: usage.outputTokens,
      reasoning_tokens: usage.reasoningTokens,
    }),
  };
}

/** @returns the code of the error */
function markFailed(span: Span, error: unknown): string {
  const code = error instanceof TgParserError ? error.code : 'internal';
  span.setAttribute('error.type', code);
  span.setStatus({ code: SpanStatusCode.ERROR });
  return code;
}
