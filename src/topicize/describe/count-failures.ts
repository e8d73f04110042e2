import type { TgParserError } from '../../domain/tg-parser-error.ts';

/** Failures by error code. */
export function countFailures(failures: readonly TgParserError[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of failures) {
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
