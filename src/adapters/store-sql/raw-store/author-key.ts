import type { RawMessage } from '../../../domain/raw-message.ts';

/** Who wrote a message: the id, or `name:` and the name where a source tells no ids, as HTML exports. Null when neither is known. */
export function authorKey({ author }: Pick<RawMessage, 'author'>): string | null {
  if (author?.id) {
    return author.id;
  }
  return author?.name ? `name:${author.name}` : null;
}
