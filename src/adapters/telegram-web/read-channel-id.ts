/**
 * The id of the channel in a post's `data-view`: base64 of JSON `{"c": -1976111514, "p": <message id>, …}`, with or without padding and
 * in either alphabet. Not every post has one.
 *
 * @returns the id without its sign, as everywhere; null where there is none
 */
export function readChannelId(dataView: string | undefined): string | null {
  if (dataView === undefined || dataView.length > 4_096) {
    return null;
  }
  try {
    const { c } = JSON.parse(Buffer.from(dataView, 'base64url').toString('utf8')) as { c?: unknown };
    return typeof c === 'number' && Number.isSafeInteger(c) && c !== 0 ? String(Math.abs(c)) : null;
  } catch {
    return null;
  }
}
