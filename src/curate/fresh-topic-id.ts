/**
 * The id of a topic at its birth: that of its first anchor, with a number behind it where a topic was named after that message before.
 * Ids are never given twice, because others keep them.
 */
export function freshTopicId(anchorRef: string, usedIds: ReadonlySet<string>): string {
  const base = `topic:${anchorRef}`;
  let id = base;
  for (let number = 2; usedIds.has(id); number += 1) {
    id = `${base}:${number}`;
  }
  return id;
}
