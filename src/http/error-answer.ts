import { z } from 'zod';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { errorStatus } from './error-status.ts';

/** The one shape of every error. */
export const errorAnswerSchema = z.object({
  error: z.object({
    code: z.string().describe('Stays the same; docs/errors.md lists all'),
    message: z.string(),
    hint: z.string().nullable().describe('What to do next'),
    request_id: z.string(),
  }),
});
export type ErrorAnswer = z.infer<typeof errorAnswerSchema>;

/** @returns what the caller is told: of a defect, and of a database that failed, no more than that it happened */
export function toErrorAnswer(thrown: unknown, requestId: string): { status: number; answer: ErrorAnswer } {
  const error = thrown instanceof TgParserError ? thrown : new TgParserError('internal', 'A defect of tg-parser');
  const status = errorStatus(error.code);
  const isOurs = status >= 500;
  return {
    status,
    answer: {
      error: {
        code: error.code,
        message: isOurs ? 'The server could not answer' : error.message,
        hint: isOurs ? `The operator finds the reason in the log under ${requestId}.` : (error.hint ?? null),
        request_id: requestId,
      },
    },
  };
}
