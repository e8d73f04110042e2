/**
 * The action of a service message, told from its English sentence and named as the JSON export names it
 * (Desktop's source: `export_output_html.cpp`). Exports in other languages have English service messages too.
 */
const actions: readonly (readonly [RegExp, string])[] = [
  [/ created topic [«"]/, 'topic_created'],
  [/ changed topic /, 'topic_edit'],
  [/ pinned /, 'pin_message'],
  [/^Channel «.*» created$/s, 'create_channel'],
  [/ created group «/, 'create_group'],
  [/ (?:joined|вступил).* (?:by|via) .*link/, 'join_group_by_link'],
  [/ joined group by request/, 'join_group_by_request'],
  [/ (?:invited|added) /, 'invite_members'],
  [/ joined /, 'join_group_by_link'],
  [/ (?:removed|left) (?!photo|.*photo)/, 'remove_members'],
  [/ converted (?:a basic|this) group/, 'migrate_from_group'],
  [/(?:changed|updated).*photo/i, 'edit_group_photo'],
  [/(?:removed|deleted).*photo/i, 'delete_group_photo'],
  [/ title /, 'edit_group_title'],
  [/video chat|voice chat|live stream/i, 'group_call'],
  [/ scored /, 'score_in_game'],
  [/messages.*(?:auto-?delete|disappear|self-destruct)/i, 'set_messages_ttl'],
  [/boost/i, 'boost_apply'],
];

/** @param text of the service message, on one line */
export function serviceAction(text: string): string {
  return actions.find(([pattern]) => pattern.test(text))?.[1] ?? 'unknown';
}

/** The title in `… created topic «Tyres»`; null when the sentence is another one. */
export function createdTopicTitle(text: string): string | null {
  return / created topic [«"](.*)[»"]/s.exec(text)?.[1]?.trim() ?? null;
}
