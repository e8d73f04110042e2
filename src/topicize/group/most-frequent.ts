/** The number that occurs most often, of several the smallest; null for an empty list. */
export function mostFrequent(numbers: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const number of numbers) {
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([left, leftCount], [right, rightCount]) => rightCount - leftCount || left - right);
  return first?.[0] ?? null;
}
