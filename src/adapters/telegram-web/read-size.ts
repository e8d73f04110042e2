const factors: Record<string, number> = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30 };

/**
 * A size of a file as Telegram's pages round it: `813 B`, `12.4 MB`.
 *
 * @returns bytes; undefined for what is no size
 */
export function readSize(shown: string): number | undefined {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([KMG]?B)$/i.exec(shown.trim().slice(0, 40)) ?? [];
  return digits === undefined ? undefined : Math.round(Number(digits) * (factors[unit?.toUpperCase() ?? ''] ?? 1));
}
