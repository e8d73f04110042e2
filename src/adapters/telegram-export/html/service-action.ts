/**
 * The action of a service message, told from its sentence and named as the JSON export names it. Desktop writes these
 * sentences in English whatever its language is (its source: `export_output_html.cpp`). The order matters: names and
 * titles of people may hold any words, so what is most certain comes first.
 */
const actions: readonly (readonly [RegExp, string])[] = [
  [/ created topic [«"]/, 'topic_created'],
  [/ changed topic (?:title|icon)/, 'topic_edit'],
  [/ pinned (?:this )?message$| pinned /, 'pin_message'],
  [/^Channel «.*» created$/s, 'create_channel'],
  [/ created (?:group|channel) «/, 'create_group'],
  [/ converted this group to a supergroup$/, 'migrate_to_supergroup'],
  [/ converted a basic group to this supergroup/, 'migrate_from_group'],
  [/ joined (?:the )?(?:group|channel) by request$/, 'join_group_by_request'],
  [/ joined (?:the )?(?:group|channel) by link/, 'join_group_by_link'],
  [/ joined Telegram$/, 'joined_telegram'],
  [/ invited .* to the (?:voice|video) chat$/s, 'invite_to_group_call'],
  [/ invited /, 'invite_members'],
  [/^Channel photo changed$| changed group photo$/, 'edit_group_photo'],
  [/^Channel photo removed$| removed group photo$/, 'delete_group_photo'],
  [/^Channel title changed to «| changed group title to «/, 'edit_group_title'],
  [/ removed /, 'remove_members'],
  [/ scheduled a (?:voice|video) chat for |^(?:Voice|Video) chat scheduled for /, 'group_call_scheduled'],
  [/ started (?:voice|video) chat|^(?:Voice|Video) chat/, 'group_call'],
  [/ auto-delete/, 'set_messages_ttl'],
  [/^Channel theme was | (?:changed|disabled) chat theme/, 'edit_chat_theme'],
  [/ scored .* in /s, 'score_in_game'],
  [/^You have successfully transferred |^You were charged /, 'send_payment'],
  [/ took a screenshot$/, 'take_screenshot'],
  [/^History cleared$/, 'clear_history'],
  [/ sent you a gift/, 'send_premium_gift'],
  [/ set a new background for this chat$/, 'set_chat_wallpaper'],
  [/ suggests to use this photo$/, 'suggest_profile_photo'],
  [/ boosted the group|boosted this group/, 'boost_apply'],
  [/^You allowed this bot to message you/, 'allow_sending_messages'],
  [/^This message is not supported by this version of Telegram Desktop/, 'unsupported'],
];

/** Longer than any sentence of Desktop but lists of people; what is longer would keep the patterns busy. */
const longestSentence = 4_000;

/** @param text of the service message, on one line */
export function serviceAction(text: string): string {
  const sentence = text.slice(0, longestSentence);
  return actions.find(([pattern]) => pattern.test(sentence))?.[1] ?? 'unknown';
}

/** The title in `… created topic «Tyres»`; null when the sentence is another one. */
export function createdTopicTitle(text: string): string | null {
  return / created topic [«"](.*)[»"]/s.exec(text.slice(0, longestSentence))?.[1]?.trim() ?? null;
}
