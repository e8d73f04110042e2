import type { MessageSpace } from '../../domain/source-ref.ts';
import type { ThreadPlace } from '../../ports/raw-store.ts';

/** Where what a message answers is to be found: a comment that answers its post directly has the post as parent and thread. */
export function answeredSpace({ space, parentId, threadId }: ThreadPlace): MessageSpace {
  return space === 'comment' && parentId === threadId ? 'post' : space;
}
