const units = [
  [1e6, 'M'],
  [1e3, 'K'],
] as const;

/** As pages shorten numbers: three digits, rounded down. */
export function shortenCount(count: number): string {
  const unit = units.find(([factor]) => count >= factor);
  if (!unit) {
    return String(count);
  }
  const scaled = count / unit[0];
  const places = scaled >= 100 ? 1 : scaled >= 10 ? 10 : 100;
  return `${Math.floor(scaled * places + 1e-9) / places}${unit[1]}`;
}
