/**
 * `topic_<topic id with ':' as '_'>`, without ending. An id ends in `:<post|comment>:<number>` and no part holds a colon, so two
 * ids never give one name. What has a meaning to a file system is written as `%` and its code: no id leads out of the folder.
 */
export function topicFileName(topicId: string): string {
  const safe = topicId.replace(
    /[^\p{L}\p{M}\p{N}:_.-]/gu,
    (character) => `%${(character.codePointAt(0) ?? 0).toString(16).padStart(6, '0')}`,
  );
  return `topic_${safe.replaceAll(':', '_')}`;
}
