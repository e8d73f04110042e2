import { Long, type tl } from '@mtcute/node';
import type { TelegramEntity } from '../telegram/telegram-messages.ts';

const names = {
  bold: 'messageEntityBold',
  italic: 'messageEntityItalic',
  underline: 'messageEntityUnderline',
  strikethrough: 'messageEntityStrike',
  spoiler: 'messageEntitySpoiler',
  code: 'messageEntityCode',
  url: 'messageEntityUrl',
  mention: 'messageEntityMention',
  hashtag: 'messageEntityHashtag',
  cashtag: 'messageEntityCashtag',
  email: 'messageEntityEmail',
  phone_number: 'messageEntityPhone',
  bot_command: 'messageEntityBotCommand',
  bank_card: 'messageEntityBankCard',
} as const;

export function toTlEntity({ kind, offset, length, url, language, customEmojiId }: TelegramEntity): tl.TypeMessageEntity {
  switch (kind) {
    case 'text_link':
      return { _: 'messageEntityTextUrl', offset, length, url: url ?? '' };
    case 'pre':
      return { _: 'messageEntityPre', offset, length, language: language ?? '' };
    case 'blockquote':
      return { _: 'messageEntityBlockquote', offset, length };
    case 'custom_emoji':
      return { _: 'messageEntityCustomEmoji', offset, length, documentId: Long.fromString(customEmojiId ?? '0') };
    default:
      return { _: names[kind as keyof typeof names] ?? 'messageEntityUnknown', offset, length };
  }
}
