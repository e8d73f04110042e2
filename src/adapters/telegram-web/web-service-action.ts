/**
 * The action of a service message, told from its sentence and named as JSON exports name it. Pages are in English whatever the language
 * of the reader is. What is most certain comes first: titles may hold any words.
 */
const actions: readonly (readonly [RegExp, string])[] = [
  [/^Channel created$/, 'create_channel'],
  [/^Channel (?:name|title) was changed to /, 'edit_group_title'],
  [/^Channel photo (?:updated|changed)$/, 'edit_group_photo'],
  [/^Channel photo removed$/, 'delete_group_photo'],
  [/^(?:Live stream|Video chat|Voice chat) scheduled/, 'group_call_scheduled'],
  [/^(?:Live stream|Video chat|Voice chat) (?:started|finished)/, 'group_call'],
  [/(?:^| )pinned /, 'pin_message'],
  [/auto-delete/, 'set_messages_ttl'],
  [/(?:background|wallpaper)/, 'set_chat_wallpaper'],
];

/** Longer than any sentence; what is longer would keep the patterns busy. */
const longestSentence = 4_000;

/** @param text of the service message, on one line */
export function webServiceAction(text: string): string {
  const sentence = text.slice(0, longestSentence);
  return actions.find(([pattern]) => pattern.test(sentence))?.[1] ?? 'unknown';
}
