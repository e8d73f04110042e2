import type { ByteWindow } from './byte-window.ts';
import type { ChatHeader } from './chat-header.ts';
import { patternReach, startsMessage } from './find-resume-point.ts';
import {
  brokenString,
  closeBrace,
  closeBracket,
  colon,
  comma,
  endOfString,
  isStructural,
  openBrace,
  openBracket,
  quote,
} from './json-bytes.ts';
import { arrayFrame, type Frame, objectFrame } from './structure-frame.ts';

/** Is told of the chats of an export in the order of the file. */
export interface ChatListener {
  /**
   * @param header the same object each time when a chat is left and entered again after damage
   * @param isRoot whether the file is the export of this chat alone
   */
  onChat(header: ChatHeader, isRoot: boolean): void;
  onChatEnd(header: ChatHeader): void;
}

/** What was met: more bytes are needed, a list of messages begins, or nothing fits any more. */
export type StructureOutcome = 'unfinished' | 'messages' | 'lost';

/** A name or a key above this is skipped. */
const longestString = 1 << 20;
/** Desktop nests messages five deep; what lies deeper than this is followed only by its brackets. */
const deepest = 64;

/**
 * Follows everything outside of lists of messages: objects, keys, the few fields that describe a chat.
 * It knows where it is by keys and nesting, so a channel that is called "messages" does not confuse it.
 */
export class ChatStructure {
  readonly #listener: ChatListener;
  #frames: Frame[] = [];
  /** How many levels below the deepest frame. */
  #below = 0;
  /** The chat that was entered last, and whether it has not ended. */
  #chat: ChatHeader | null = null;
  #isOpen = false;
  #isAccount = false;

  constructor(listener: ChatListener) {
    this.#listener = listener;
  }

  scan(window: ByteWindow): StructureOutcome {
    while (window.at < window.bytes.length) {
      const outcome = this.#step(window);
      if (outcome !== null) {
        return outcome;
      }
    }
    return 'unfinished';
  }

  /** The list of messages has ended. */
  leaveMessages(): void {
    this.#frames.pop();
  }

  /**
   * Reading goes on after damage, inside of a list of messages.
   *
   * @param header of the chat that begins there; null when it is the one before
   */
  resume(header: ChatHeader | null): void {
    if (header) {
      this.end();
      this.#isAccount = true;
    } else if (this.#isOpen && this.#frames.at(-1)?.isArray && this.#frames.at(-2)?.chat === this.#chat) {
      return;
    }
    const chat = header ?? this.#chat ?? {};
    const above = this.#isAccount ? [objectFrame('chats', null), objectFrame('list', null), arrayFrame()] : [];
    this.#frames = [...above, objectFrame('messages', chat), arrayFrame()];
    this.#below = 0;
    if (!this.#isOpen) {
      this.#enterChat(chat);
    }
  }

  /** The file has ended, or another chat begins. */
  end(): void {
    if (this.#chat && this.#isOpen) {
      this.#isOpen = false;
      this.#listener.onChatEnd(this.#chat);
    }
  }

  /** @returns null when there is more to look at */
  #step(window: ByteWindow): StructureOutcome | null {
    const frame = this.#frames.at(-1);
    switch (window.bytes[window.at]) {
      case openBrace:
        return this.#enterObject(window, frame);
      case openBracket:
        return this.#enterArray(window, frame);
      case closeBrace:
      case closeBracket:
        this.#leave();
        break;
      case comma:
        if (frame && !frame.isArray) {
          frame.isExpectingKey = true;
        }
        break;
      case colon:
        break;
      case quote:
        return this.#readString(window, frame);
      default:
        return this.#readScalar(window, frame);
    }
    window.at += 1;
    return null;
  }

  #enterObject(window: ByteWindow, parent: Frame | undefined): StructureOutcome | null {
    const isMisplaced = parent === undefined || (!parent.isArray && parent.isExpectingKey);
    if (isMisplaced && this.#chat) {
      return 'lost';
    }
    const owner = this.#frames.at(-2)?.chat;
    if (parent?.isArray && owner && owner !== this.#chat) {
      // A list of messages under a damaged key.
      const isMessage = startsMessage(window, window.at);
      if (isMessage !== false) {
        return isMessage === null ? 'unfinished' : this.#enterMessages(owner);
      }
    }
    const isChat = parent === undefined || (parent.isArray && this.#isChatList());
    this.#push(objectFrame(null, isChat ? {} : null));
    window.at += 1;
    return null;
  }

  #enterArray(window: ByteWindow, parent: Frame | undefined): StructureOutcome | null {
    window.at += 1;
    this.#push(arrayFrame());
    return parent?.chat && parent.key === 'messages' ? this.#enterMessages(parent.chat) : null;
  }

  #enterMessages(chat: ChatHeader): 'messages' {
    this.#isAccount = this.#frames.length > 2;
    this.end();
    this.#enterChat(chat);
    return 'messages';
  }

  #enterChat(chat: ChatHeader): void {
    this.#chat = chat;
    this.#isOpen = true;
    this.#listener.onChat(chat, !this.#isAccount);
  }

  /** Inside of `chats.list` or `left_chats.list` of a full-account export. */
  #isChatList(): boolean {
    const [root, group] = this.#frames;
    return this.#frames.length === 3 && (root?.key === 'chats' || root?.key === 'left_chats') && group?.key === 'list';
  }

  #push(frame: Frame): void {
    if (this.#frames.length < deepest) {
      this.#frames.push(frame);
    } else {
      this.#below += 1;
    }
  }

  #leave(): void {
    if (this.#below > 0) {
      this.#below -= 1;
    } else if (this.#frames.pop()?.chat === this.#chat) {
      this.end();
    }
  }

  #readString(window: ByteWindow, frame: Frame | undefined): StructureOutcome | null {
    const { bytes, at } = window;
    const end = endOfString(bytes, at + 1);
    if (end === brokenString) {
      window.at += 1;
      return null;
    }
    if (end < 0) {
      if (bytes.length - at <= longestString) {
        return 'unfinished';
      }
      window.at = bytes.length;
      return null;
    }
    const slice = bytes.subarray(at, end + 1);
    window.at = end + 1;
    if (frame && !frame.isArray && frame.isExpectingKey) {
      frame.key = String(parseOr(slice, ''));
      frame.isExpectingKey = false;
    } else {
      noteField(frame, slice);
    }
    return null;
  }

  /** Numbers, words and white space: a number that the bytes cut in two waits for the next ones. */
  #readScalar(window: ByteWindow, frame: Frame | undefined): StructureOutcome | null {
    const { bytes, at } = window;
    let end = at + 1;
    while (end < bytes.length && !isStructural(bytes[end] ?? 0)) {
      end += 1;
    }
    const isCut = end === bytes.length && !window.isLast && end - at < patternReach;
    const text = bytes.toString('latin1', at, end).trim();
    if (isCut && text !== '') {
      return 'unfinished';
    }
    window.at = end;
    if (text !== '') {
      noteField(frame, Buffer.from(text, 'latin1'));
    }
    return null;
  }
}

function noteField(frame: Frame | undefined, slice: Buffer): void {
  if (frame?.chat && (frame.key === 'name' || frame.key === 'type' || frame.key === 'id')) {
    frame.chat[frame.key] = parseOr(slice, undefined);
  }
}

function parseOr(slice: Buffer, otherwise: unknown): unknown {
  try {
    return JSON.parse(slice.toString('utf8'));
  } catch {
    return otherwise;
  }
}
