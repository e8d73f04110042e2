/** Desktop's names of entities whose Bot API names differ (https://core.telegram.org/bots/api#messageentity). */
const renamed: Record<string, string> = {
  link: 'url',
  mention_name: 'text_mention',
  phone: 'phone_number',
  strikethrough: 'strikethrough',
};

const known = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'code',
  'pre',
  'text_link',
  'url',
  'mention',
  'text_mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'email',
  'phone_number',
  'bank_card',
  'custom_emoji',
]);

/** @returns the Bot API's name, and whether the kind is one that we know */
export function entityKind(type: string): { kind: string; isKnown: boolean } {
  const kind = renamed[type] ?? type;
  return { kind, isKnown: known.has(kind) };
}
