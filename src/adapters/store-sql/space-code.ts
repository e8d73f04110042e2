import type { MessageSpace } from '../../domain/source-ref.ts';

/** Spaces are stored as numbers, so that posts come first in every index. */
export function encodeSpace(space: MessageSpace): 0 | 1 {
  return space === 'post' ? 0 : 1;
}

export function decodeSpace(code: 0 | 1): MessageSpace {
  return code === 0 ? 'post' : 'comment';
}
