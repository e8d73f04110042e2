import type { tl } from '@mtcute/node';
import type { MessageEntity } from '../../domain/raw-message.ts';
import type { ShapeCounter } from '../telegram/shape-counter.ts';

/** Named as the Bot API names them (https://core.telegram.org/bots/api#messageentity). */
const kinds: Readonly<Partial<Record<tl.TypeMessageEntity['_'], string>>> = {
  messageEntityBold: 'bold',
  messageEntityItalic: 'italic',
  messageEntityUnderline: 'underline',
  messageEntityStrike: 'strikethrough',
  messageEntitySpoiler: 'spoiler',
  messageEntityBlockquote: 'blockquote',
  messageEntityCode: 'code',
  messageEntityPre: 'pre',
  messageEntityTextUrl: 'text_link',
  messageEntityUrl: 'url',
  messageEntityMention: 'mention',
  messageEntityMentionName: 'text_mention',
  inputMessageEntityMentionName: 'text_mention',
  messageEntityHashtag: 'hashtag',
  messageEntityCashtag: 'cashtag',
  messageEntityBotCommand: 'bot_command',
  messageEntityEmail: 'email',
  messageEntityPhone: 'phone_number',
  messageEntityBankCard: 'bank_card',
  messageEntityCustomEmoji: 'custom_emoji',
};

/** @param length of the text, in UTF-16 code units, as the entities count */
export function readTlEntities(
  entities: readonly tl.TypeMessageEntity[],
  length: number,
  shapes: ShapeCounter,
): MessageEntity[] {
  return entities.flatMap((entity) => {
    const kind = kinds[entity._];
    if (kind === undefined) {
      shapes.count(`entity:${entity._}`);
    }
    const isInside = entity.offset >= 0 && entity.length > 0 && entity.offset + entity.length <= length;
    return isInside ? [toEntity(entity, kind ?? entity._.replace(/^messageEntity/, '').toLowerCase())] : [];
  });
}

function toEntity(entity: tl.TypeMessageEntity, kind: string): MessageEntity {
  const { offset, length } = entity;
  switch (entity._) {
    case 'messageEntityTextUrl':
      return { kind, offset, length, url: entity.url };
    case 'messageEntityPre':
      return entity.language === '' ? { kind, offset, length } : { kind, offset, length, language: entity.language };
    case 'messageEntityCustomEmoji':
      return { kind, offset, length, custom_emoji_id: entity.documentId.toString() };
    case 'messageEntityMentionName':
      return { kind, offset, length, user_id: `user${entity.userId}` };
    default:
      return { kind, offset, length };
  }
}
