import type { ChatAnswer } from '../../ports/chat-model.ts';
import { fieldOf } from './field-of.ts';
import { type AnswerReader, readAnswer } from './read-answer.ts';
import { refusalOf } from './refusal-of.ts';

export type BatchOutcome = { answer: ChatAnswer } | { error: Error };

/** What became of one question of a batch: the same as of a direct call with this answer. */
export async function batchOutcome(reader: AnswerReader, status: number, body: unknown): Promise<BatchOutcome> {
  const { client, context } = reader;
  try {
    if (status !== 200 || fieldOf(body, 'error')) {
      throw client.failure({ status, headers: new Map(), body }, context);
    }
    return { answer: await readAnswer(reader, JSON.stringify(body)) };
  } catch (error) {
    const refusal = refusalOf(error, context.model);
    return refusal === null ? { error: error as Error } : { answer: refusal };
  }
}
