import type { TelegramEntity, TelegramMessage } from './telegram-messages.ts';

/** Text without marking, or a marked piece, which may hold others. */
export type TextPiece = string | MarkedPiece;

export interface MarkedPiece extends Pick<TelegramEntity, 'kind' | 'url' | 'language' | 'customEmojiId'> {
  pieces: TextPiece[];
}

/** For example `marked('bold', 'very ', marked('italic', 'true'))`. */
export function marked(kind: string, ...pieces: TextPiece[]): MarkedPiece {
  return { kind, pieces };
}

export function linked(url: string, ...pieces: TextPiece[]): MarkedPiece {
  return { kind: 'text_link', url, pieces };
}

export function preformatted(language: string, text: string): MarkedPiece {
  return { kind: 'pre', pieces: [text], ...(language === '' ? {} : { language }) };
}

export function customEmoji(customEmojiId: string, emoji: string): MarkedPiece {
  return { kind: 'custom_emoji', customEmojiId, pieces: [emoji] };
}

/** Text and entities of pieces in a row. */
export function writeText(...pieces: TextPiece[]): Pick<TelegramMessage, 'text' | 'entities'> {
  let text = '';
  const entities: TelegramEntity[] = [];
  append(pieces);
  return { text, entities: entities.sort((left, right) => left.offset - right.offset || right.length - left.length) };

  function append(some: TextPiece[]): void {
    for (const piece of some) {
      if (typeof piece === 'string') {
        text += piece;
      } else {
        const { pieces: inner, ...marking } = piece;
        const offset = text.length;
        append(inner);
        entities.push({ ...marking, offset, length: text.length - offset });
      }
    }
  }
}
