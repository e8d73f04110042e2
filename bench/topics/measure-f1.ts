/** The harmonic mean of precision and recall; 0 where nothing was taken rightly. */
export function measureF1(pairs: readonly { isSame: boolean; isTaken: boolean }[]): number {
  const right = pairs.filter(({ isSame, isTaken }) => isSame && isTaken).length;
  const wrong = pairs.filter(({ isSame, isTaken }) => isSame !== isTaken).length;
  return right > 0 ? (2 * right) / (2 * right + wrong) : 0;
}
