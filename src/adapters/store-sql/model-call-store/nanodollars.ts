/** Rounded up, so that what is kept is never less than what was spent. */
export function toNanodollars(usd: number): number {
  // A cost that is whole in billionths must not grow by the error of the multiplication.
  return Math.ceil(usd * 1e9 - 1e-6);
}

export function toUsd(nanodollars: number): number {
  return nanodollars / 1e9;
}
