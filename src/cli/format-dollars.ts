/** Small amounts keep the digits that tell them from nothing. */
export function formatDollars(amount: number): string {
  if (amount === 0) {
    return '$0';
  }
  return amount < 0.01 ? `$${amount.toPrecision(2)}` : `$${amount.toFixed(amount < 1 ? 3 : 2)}`;
}
