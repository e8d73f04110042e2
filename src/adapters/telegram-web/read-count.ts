const factors: Record<string, number> = { '': 1, K: 1e3, M: 1e6, B: 1e9 };

/**
 * A number as Telegram's pages shorten it: `798`, `1.98K`, `12.5M`. Shortened ones are rounded down, so the result is a lower bound.
 *
 * @returns undefined for what is no number
 */
export function readCount(shown: string): number | undefined {
  const [, digits, unit = ''] = /^([\d\s,]*\d(?:\.\d+)?)\s*([KMB]?)(?:\s|$)/i.exec(shown.trim().slice(0, 40)) ?? [];
  if (digits === undefined) {
    return undefined;
  }
  const count = Math.round(Number(digits.replace(/[\s,]/g, '')) * (factors[unit.toUpperCase()] ?? 1));
  return Number.isSafeInteger(count) ? count : undefined;
}
