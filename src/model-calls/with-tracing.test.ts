import { type Attributes, type Span, type SpanOptions, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import { expect, it } from 'vitest';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ChatModel } from '../ports/chat-model.ts';
import { chatModel } from './__fixtures__/layer-chat-model.ts';
import { memoryLog } from './__fixtures__/layer-log.ts';
import { chatAnswer, chatRequest } from './__fixtures__/layer-request.ts';
import { createVirtualTime } from './__fixtures__/layer-time.ts';
import { withTracing } from './with-tracing.ts';

interface RecordedSpan {
  name: string;
  attributes: Attributes;
  status: number;
  isEnded: boolean;
}

/** Records what the layer asks of a tracer, and nothing else is asked. */
function recordingTracer(): { tracer: Tracer; spans: RecordedSpan[] } {
  const spans: RecordedSpan[] = [];
  const tracer = {
    startActiveSpan(name: string, { attributes = {} }: SpanOptions, work: (span: Span) => unknown) {
      const recorded: RecordedSpan = { name, attributes: { ...attributes }, status: SpanStatusCode.UNSET, isEnded: false };
      spans.push(recorded);
      return work({
        setAttribute: (key: string, value: string) => Object.assign(recorded.attributes, { [key]: value }),
        setAttributes: (more: Attributes) => Object.assign(recorded.attributes, more),
        setStatus: ({ code }: { code: number }) => Object.assign(recorded, { status: code }),
        end: () => Object.assign(recorded, { isEnded: true }),
      } as unknown as Span);
    },
  } as unknown as Tracer;
  return { tracer, spans };
}

function tracing(complete: Parameters<typeof chatModel>[0]) {
  const time = createVirtualTime();
  const log = memoryLog();
  const { tracer, spans } = recordingTracer();
  const inner = chatModel((request, call) => {
    time.pass(120);
    return complete(request, call);
  });
  return { log, spans, model: withTracing(inner, { tracer, clock: time.clock, log }) };
}

async function ask(model: ChatModel): Promise<unknown> {
  return await model.complete(chatRequest()).catch((error: unknown) => error);
}

it('an answered call is a span by the conventions and a line of numbers', async () => {
  const { log, spans, model } = tracing(() => chatAnswer());
  await ask(model);
  expect(spans).toEqual([
    {
      name: 'chat big-1',
      status: SpanStatusCode.UNSET,
      isEnded: true,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'acme',
        'gen_ai.request.model': 'big-1',
        'gen_ai.request.max_tokens': 400,
        'gen_ai.output.type': 'json',
        'gen_ai.response.model': 'big-1-2026-01-01',
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.usage.input_tokens': 500,
        'gen_ai.usage.output_tokens': 100,
        'tg_parser.run_id': 'run-1',
        'tg_parser.step': 'process',
        'tg_parser.task': 'describe_messages',
        'tg_parser.items': 1,
      },
    },
  ]);
  expect(log.lines).toEqual([
    {
      level: 'debug',
      event: 'model_call',
      fields: expect.objectContaining({ outcome: 'stop', duration_ms: 120, items: 1, input_tokens: 500, output_tokens: 100 }),
    },
  ]);
});

it('unknown usage is left out, not zero', async () => {
  const { spans, model } = tracing(() => chatAnswer({ usage: null }));
  await ask(model);
  expect(Object.keys(spans[0]?.attributes ?? {}).filter((name) => name.startsWith('gen_ai.usage'))).toEqual([]);
});

it('an error is told by its code', async () => {
  const { log, spans, model } = tracing(() => {
    throw new TgParserError('model_overloaded', 'acme said: words of somebody');
  });
  expect(await ask(model)).toBeInstanceOf(TgParserError);
  expect(spans[0]).toMatchObject({
    status: SpanStatusCode.ERROR,
    isEnded: true,
    attributes: { 'error.type': 'model_overloaded' },
  });
  expect(log.lines[0]?.fields).toMatchObject({ outcome: 'model_overloaded' });
});

it('nothing that was said, by either side or in an error, is in spans and lines', async () => {
  for (const complete of [
    () => chatAnswer(),
    () => {
      throw new Error('words of somebody');
    },
  ]) {
    const { log, spans, model } = tracing(complete);
    await ask(model);
    expect(JSON.stringify([spans, log.lines])).not.toMatch(/words|Describe\./);
  }
});
