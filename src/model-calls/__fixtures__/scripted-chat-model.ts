import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ModelFacts } from '../../ports/callable-model.ts';
import type { ChatAnswer, ChatModel, ChatRequest } from '../../ports/chat-model.ts';

/** One item of the data as a model sees it. */
export interface SentItem extends Record<string, unknown> {
  id: number;
  text: string;
}

export interface ScriptedCall {
  /** 1 for the first. */
  number: number;
  request: ChatRequest;
  items: SentItem[];
}

export type Script = (call: ScriptedCall) => Partial<ChatAnswer> | Error | Promise<Partial<ChatAnswer> | Error>;

export interface ScriptedChatModel extends ChatModel {
  calls: ScriptedCall[];
  /** Calls at a time, at most. */
  mostAtATime: number;
}

/** A double of the port: answers by a function of the request. What the function leaves out is that of a good answer. */
export function scriptedChatModel(script: Script, facts: Partial<ModelFacts> = {}): ScriptedChatModel {
  let underWay = 0;
  const model: ScriptedChatModel = {
    provider: 'scripted',
    model: 'one',
    parameters: { temperature: 0 },
    facts: { contextTokens: null, maxOutputTokens: 16_000, price: null, ...facts },
    calls: [],
    mostAtATime: 0,
    async complete(request) {
      const call = { number: model.calls.length + 1, request, items: sentItems(request.data) };
      model.calls.push(call);
      underWay += 1;
      model.mostAtATime = Math.max(model.mostAtATime, underWay);
      await nextTurn();
      try {
        const answer = await script(call);
        if (answer instanceof Error) {
          throw answer;
        }
        return { text: goodText(call.items), finishReason: 'stop', usage: usageOf(call.items.length), model: 'one-1', ...answer };
      } finally {
        underWay -= 1;
      }
    },
  };
  return model;
}

/** @throws when what stands between the fences is no JSON */
export function sentItems(data: string): SentItem[] {
  const [opening = '', ...lines] = data.split('\n');
  const closing = lines.pop();
  if (!/^<data-[0-9a-f]{10}>$/.test(opening) || closing !== opening.replace('<', '</')) {
    throw new Error(`Data is not fenced: ${opening} … ${closing}`);
  }
  return JSON.parse(lines.join('\n'));
}

export function goodText(items: readonly SentItem[]): string {
  return JSON.stringify({ answers: items.map(goodEntry) });
}

export function goodEntry({ id, text }: SentItem): Record<string, unknown> {
  return { id, title: `About ${text}`.slice(0, 60), tags: ['label'] };
}

export function usageOf(items: number) {
  return {
    inputTokens: 500 + 20 * items,
    cachedInputTokens: 400,
    cacheWriteTokens: 0,
    outputTokens: 30 * items,
    reasoningTokens: 0,
  };
}
