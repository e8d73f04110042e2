const inMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Durations of headers and of protobuf: `120ms`, `1.5s`, `6m0s`, `1h2m3s`, `34s`. Rounded up: nobody is to come too early.
 *
 * @returns milliseconds, null for what is no duration
 */
export function parseDuration(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) {
    return null;
  }
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g);
  return Math.ceil([...parts].reduce((sum, [, amount, unit]) => sum + Number(amount) * (inMs[unit ?? ''] ?? 0), 0));
}
