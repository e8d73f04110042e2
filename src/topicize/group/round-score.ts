/** Four digits: what follows is below what the method can tell. */
export function roundScore(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}
