import { countTokens } from './count-tokens.ts';
import { cutToTokens } from './cut-to-tokens.ts';
import { damageAnswer } from './damage-answer.ts';
import type { AnswerFaultKind } from './fault.ts';
import type { PromptCache } from './prompt-cache.ts';
import type { Respond } from './question.ts';
import type { Completion, Generation } from './wire-api.ts';

const refusalText = 'I’m sorry, but I can’t help with that.';

/** What a model makes of a question: the responder's answer, spoilt by a fault, cut at the limit, and counted. */
export async function completeQuestion(
  generation: Generation,
  fault: AnswerFaultKind | null,
  { number, respond, cache }: { number: number; respond: Respond; cache: PromptCache },
): Promise<Completion> {
  const { question, inputText, starts } = generation;
  const written = await writtenText(generation, fault, respond);
  const limit = question.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  const reasoning = Math.min(generation.reasoningTokens, limit);
  const room = fault === 'truncated' ? Math.min(limit - reasoning, Math.floor(countTokens(written) / 2)) : limit - reasoning;
  const text = cutToTokens(written, room);
  const input = !generation.isCached
    ? { input: countTokens(inputText), cached: 0, cacheWritten: 0 }
    : starts === null
      ? cache.useAutomatically(question.model, inputText)
      : cache.useMarked(question.model, inputText, starts);
  return {
    number,
    text,
    end: text.length < written.length ? 'length' : fault === 'refusal' ? 'refusal' : 'stop',
    usage: { ...input, output: reasoning + countTokens(text), reasoning },
  };
}

async function writtenText({ question }: Generation, fault: AnswerFaultKind | null, respond: Respond): Promise<string> {
  if (fault === 'refusal') {
    return refusalText;
  }
  if (fault === 'empty') {
    return '';
  }
  const answer = await respond(question);
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return fault === null ? text : damageAnswer(text, fault);
}
