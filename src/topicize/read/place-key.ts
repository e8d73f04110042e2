/** A message among those of its channel. */
export function placeKey(space: string, messageId: number): string {
  return `${space}:${messageId}`;
}
