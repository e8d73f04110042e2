import type { ChatHeader } from './chat-header.ts';

/** One level of nesting: the object or list that is being read. */
export interface Frame {
  isArray: boolean;
  /** Of an object: the key that was read last. */
  key: string | null;
  isExpectingKey: boolean;
  /** The chat that this object is. */
  chat: ChatHeader | null;
}

/** @param key null when it is still to come */
export function objectFrame(key: string | null, chat: ChatHeader | null): Frame {
  return { isArray: false, key, isExpectingKey: key === null, chat };
}

export function arrayFrame(): Frame {
  return { isArray: true, key: null, isExpectingKey: false, chat: null };
}
