import type { MessageEntity } from '../../../domain/raw-message.ts';
import { entityKind } from '../../telegram/entity-kind.ts';
import type { ShapeCounter } from '../../telegram/shape-counter.ts';
import { wellFormed } from '../../telegram/well-formed.ts';

export interface TextWithEntities {
  text: string;
  entities: MessageEntity[];
}

/** Deeper nesting than any client writes; what lies below is left in the payload. */
const deepest = 20;

/** Fields of a rich message, beside `text`, whose strings are text. */
const textFields = new Set(['title', 'subtitle', 'header', 'caption', 'summary', 'credit', 'items', 'rows', 'cells', 'blocks']);

/**
 * The text of a message with its entities, from whichever shape the year of the export has: `text_entities`, `text` as a
 * string or a mixed array, or `rich_message`.
 */
export function readText(message: Record<string, unknown>, shapes: ShapeCounter): TextWithEntities {
  const { text_entities, text, rich_message } = message;
  const reader = new PieceReader(shapes);
  if (Array.isArray(text_entities) && text_entities.length > 0) {
    reader.read(text_entities, 0);
  } else if (text !== undefined && text !== null && text !== '') {
    reader.read(text, 0);
  } else if (rich_message !== undefined) {
    reader.readRich(rich_message, 0);
  }
  return { text: reader.text, entities: reader.entities };
}

class PieceReader {
  text = '';
  readonly entities: MessageEntity[] = [];
  readonly #shapes: ShapeCounter;

  constructor(shapes: ShapeCounter) {
    this.#shapes = shapes;
  }

  /** A string, a piece `{type, text, …}`, or a list of both. */
  read(value: unknown, depth: number): void {
    if (typeof value === 'string') {
      this.text += wellFormed(value);
    } else if (depth > deepest || value === null || typeof value !== 'object') {
      this.#shapes.count(`text:${depth > deepest ? 'nested too deeply' : typeof value}`);
    } else if (Array.isArray(value)) {
      for (const piece of value) {
        this.read(piece, depth + 1);
      }
    } else {
      this.#readPiece(value as Record<string, unknown>, depth);
    }
  }

  /**
   * Blocks of a rich message hold their text under names that differ by block (paragraphs, headings, list items, cells,
   * captions): all of them are read in order, each on a line of its own.
   *
   * @param isText whether a string that stands here is text, and not an id or a kind
   */
  readRich(value: unknown, depth: number, isText = false): void {
    if (typeof value === 'string') {
      if (isText) {
        this.#breakLine();
        this.read(value, depth);
      }
      return;
    }
    if (value === null || typeof value !== 'object' || depth > deepest) {
      return;
    }
    if (Array.isArray(value)) {
      for (const inner of value) {
        this.readRich(inner, depth + 1, isText);
      }
      return;
    }
    for (const [field, inner] of Object.entries(value)) {
      if (field === 'text' && inner !== null && inner !== '') {
        this.#breakLine();
        this.read(inner, depth + 1);
      } else {
        this.readRich(inner, depth + 1, textFields.has(field));
      }
    }
  }

  #breakLine(): void {
    if (this.text !== '' && !this.text.endsWith('\n')) {
      this.text += '\n';
    }
  }

  #readPiece(piece: Record<string, unknown>, depth: number): void {
    const offset = this.text.length;
    this.read(piece.text ?? piece.texts ?? '', depth + 1);
    const length = this.text.length - offset;
    if (typeof piece.type !== 'string' || piece.type === 'plain' || length === 0) {
      return;
    }
    const { kind, isKnown } = entityKind(piece.type);
    if (!isKnown) {
      this.#shapes.count(`entity:${kind}`);
    }
    this.entities.push({ kind, offset, length, ...urlOf(piece), ...extrasOf(piece) });
  }
}

function urlOf({ href }: Record<string, unknown>): { url?: string } {
  return typeof href === 'string' && href !== '' ? { url: wellFormed(href) } : {};
}

function extrasOf({ language, document_id, user_id }: Record<string, unknown>): Record<string, string> {
  return {
    ...(typeof language === 'string' && language !== '' ? { language } : {}),
    // Where the picture was exported this is its path.
    ...(typeof document_id === 'string' && /^\d+$/.test(document_id) ? { custom_emoji_id: document_id } : {}),
    ...(typeof user_id === 'number' || typeof user_id === 'string' ? { user_id: String(user_id) } : {}),
  };
}
