import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { IdempotencyStore, IdempotentRequest, KeptAnswer } from '../ports/idempotency-store.ts';
import type { Logger } from '../ports/logger.ts';

export interface OnceOptions {
  /** Longest time that the work may take; after it, a request that was not answered is taken for one whose server is dead. */
  leaseInMs: number;
  /** What is stored of an answer that holds a secret. Default all of it. */
  withoutSecret?: ((value: never) => unknown) | undefined;
}

/** How long an answer is given again. */
export const keptAnswersInMs = 86_400_000;
const askAgainInMs = 1_000;

/**
 * Does what a request asks for, unless it was done under the same key before: then the answer of that time is the answer. An error is
 * not kept: the same request is tried again.
 *
 * @throws TgParserError `idempotency_key_reused`, `request_under_way`, and what the work throws
 */
export async function carryOutOnce(
  { idempotencyStore, clock, log }: { idempotencyStore: IdempotencyStore; clock: Clock; log: Logger },
  request: IdempotentRequest,
  work: () => Promise<{ status: number; value: unknown }>,
  { leaseInMs, withoutSecret }: OnceOptions,
): Promise<KeptAnswer & { isReplayed: boolean }> {
  const claim = await idempotencyStore.claim(request, { at: clock.now(), leaseInMs, keepInMs: keptAnswersInMs });
  switch (claim.state) {
    case 'answered':
      return { ...claim.answer, isReplayed: true };
    case 'under_way':
      throw new TgParserError('request_under_way', 'The same request is being carried out', {
        hint: 'Ask again in a moment, under the same Idempotency-Key.',
        retryable: true,
        retryAfterMs: askAgainInMs,
      });
    case 'reused':
      throw new TgParserError('idempotency_key_reused', 'Another request was made under this Idempotency-Key', {
        hint: 'Use a new key for each request, and the same one only to repeat it.',
      });
    case 'claimed':
      return { ...(await carryOut(claim.token)), isReplayed: false };
  }

  async function carryOut(token: string): Promise<KeptAnswer> {
    const { status, value } = await work().catch(async (error: unknown) => {
      await unlessAway(() => idempotencyStore.release(request, token));
      throw error;
    });
    const kept = withoutSecret === undefined ? value : withoutSecret(value as never);
    await unlessAway(() => idempotencyStore.keep(request, token, { status, body: JSON.stringify(kept) }));
    return { status, body: JSON.stringify(value) };
  }

  /** What was done is done, and its answer the caller's: without this one, the claim ends with its lease. */
  async function unlessAway(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      log.log('warn', 'answer_not_kept', { message: error instanceof Error ? error.message : String(error) });
    }
  }
}
