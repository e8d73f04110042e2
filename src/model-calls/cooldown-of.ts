import type { ErrorCode } from '../domain/error-code.ts';
import type { TgParserError } from '../domain/tg-parser-error.ts';

const minute = 60_000;

/** How long nobody asks a provider after such an error, over restarts, if the provider names no time. */
const cooldowns: Partial<Record<ErrorCode, number>> = {
  // Most quotas are of a day or a month; one call an hour finds out.
  model_quota: 60 * minute,
  // Somebody has to pay first, and wants to see that it worked.
  model_billing: 15 * minute,
  // Outages of minutes are usual; who starts a local server does not want to wait.
  model_failing: minute,
};

/** What a provider says of a far day may be wrong: one call a day finds out. */
const longestInMs = 24 * 60 * minute;

/** Whether errors of this code keep everybody from calling, rather than for a short pause. */
export function isCooldown(code: string | null): code is ErrorCode {
  return code !== null && code in cooldowns;
}

/**
 * How long an account or a provider is left alone after an error, in milliseconds; null when the error is no reason to. A key that was not
 * accepted or a model that does not exist is mended by a setting, so the next command may try at once. A rate limit is no cooldown but a
 * pause, which is waited for.
 */
export function cooldownOf({ code, retryAfterMs }: TgParserError): number | null {
  const usual = cooldowns[code];
  if (usual === undefined) {
    return null;
  }
  // For a failing provider the time is that of the next test within this process.
  return code === 'model_failing' ? usual : Math.min(retryAfterMs ?? usual, longestInMs);
}
