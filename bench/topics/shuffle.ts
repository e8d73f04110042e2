/** The same items in an order that `random` decides (Fisher and Yates). */
export function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  const shuffled = [...items];
  for (let left = shuffled.length - 1; left > 0; left--) {
    const chosen = Math.floor(random() * (left + 1));
    [shuffled[left], shuffled[chosen]] = [shuffled[chosen] as Item, shuffled[left] as Item];
  }
  return shuffled;
}
