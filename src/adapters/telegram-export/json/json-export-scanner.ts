import { findResumePoint, patternReach } from './find-message-start.ts';

/** What an export says of one of its chats; a field is undefined until it was met. */
export interface ChatHeader {
  name?: unknown;
  type?: unknown;
  id?: unknown;
}

/** Receives what the scanner finds, in the order of the file. */
export interface ScanListener {
  /** @param isRoot whether the file is the export of this chat alone */
  onChat(header: ChatHeader, isRoot: boolean): void;
  /** @param slice valid only during the call */
  onMessage(slice: Buffer, offset: number): void;
  onDamage(offset: number, problem: string): void;
  onChatEnd(header: ChatHeader): void;
}

/** A message above this is given up: no message of Telegram comes near it. */
const largestMessage = 32 << 20;
/** From this size on a message that does not end is checked for another one inside of it. */
const suspiciousMessage = 1 << 20;

const [quote, backslash, comma, colon, newline] = [0x22, 0x5c, 0x2c, 0x3a, 0x0a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

interface Frame {
  isArray: boolean;
  /** Of an object: the key that was read last. */
  key: string | null;
  isExpectingKey: boolean;
  /** The chat that this object is. */
  chat: ChatHeader | null;
}

/**
 * Splits a Telegram Desktop JSON export into its messages without holding it: bytes go in, slices come out. It follows
 * strings, keys and nesting, so a channel that is called "messages" does not confuse it. Damage (flipped bytes, a cut
 * tail) is reported with its place, and reading goes on at the next message that can be recognised.
 *
 * Measured against `@streamparser/json` in `bench/`; it replaces it because it is faster and because a parser stops at
 * the first error.
 */
export class JsonExportScanner {
  /** Whether a list of messages was met. */
  hasChat = false;
  readonly #listener: ScanListener;
  /** Bytes that are not settled yet; `#offset` is the place of its first byte in the file. */
  #buffer: Buffer = Buffer.alloc(0);
  #offset = 0;
  /** Next byte of `#buffer` to look at. */
  #at = 0;
  #frames: Frame[] = [];
  #state: 'structure' | 'messages' | 'message' | 'lost' = 'structure';
  #chat: ChatHeader | null = null;
  /** Of the message being read: its first byte, nesting, whether inside a string, and where to check its size next. */
  #start = 0;
  #depth = 0;
  #isInString = false;
  #checkAt = suspiciousMessage;

  constructor(listener: ScanListener) {
    this.#listener = listener;
  }

  push(block: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? block : Buffer.concat([this.#buffer, block]);
    this.#scan();
    this.#dropSettled();
  }

  /** Settles what is left when the file ends. */
  end(): void {
    while (this.#state === 'message') {
      this.#giveUp('the file ends inside of a message');
      this.#scan();
    }
    if (this.#state === 'messages') {
      this.#listener.onDamage(this.#offset + this.#at, 'the file ends before its list of messages does');
    }
    if (this.#chat) {
      this.#listener.onChatEnd(this.#chat);
      this.#chat = null;
    }
  }

  #scan(): void {
    while (this.#at < this.#buffer.length) {
      const before = this.#at;
      const state = this.#state;
      switch (state) {
        case 'structure':
          this.#scanStructure();
          break;
        case 'messages':
          this.#scanBetweenMessages();
          break;
        case 'message':
          this.#scanMessage();
          break;
        case 'lost':
          this.#scanForResumePoint();
      }
      if (this.#at === before && this.#state === state) {
        return;
      }
    }
  }

  #dropSettled(): void {
    const settled = this.#state === 'message' ? this.#start : this.#at;
    if (settled > 0) {
      this.#buffer = this.#buffer.subarray(settled);
      this.#offset += settled;
      this.#at -= settled;
      this.#start -= settled;
    }
  }

  /** Everything outside of lists of messages: objects, keys, the few fields that describe a chat. */
  #scanStructure(): void {
    const byte = this.#buffer[this.#at];
    const frame = this.#frames.at(-1);
    switch (byte) {
      case openBrace:
        this.#enterObject(frame);
        break;
      case openBracket:
        this.#enterArray(frame);
        break;
      case closeBrace:
      case closeBracket:
        this.#leave();
        break;
      case comma:
        if (frame && !frame.isArray) {
          frame.isExpectingKey = true;
        }
        this.#at += 1;
        break;
      case quote:
        this.#readString(frame);
        break;
      default:
        this.#readScalar(frame);
    }
  }

  #enterObject(parent: Frame | undefined): void {
    const isChat = parent === undefined || (parent.isArray && this.#isChatList());
    this.#frames.push({ isArray: false, key: null, isExpectingKey: true, chat: isChat ? {} : null });
    this.#at += 1;
  }

  #enterArray(parent: Frame | undefined): void {
    this.#at += 1;
    this.#frames.push({ isArray: true, key: null, isExpectingKey: false, chat: null });
    if (parent?.chat && parent.key === 'messages') {
      this.hasChat = true;
      this.#chat = parent.chat;
      this.#listener.onChat(this.#chat, this.#frames.length === 2);
      this.#state = 'messages';
    }
  }

  /** Inside of `chats.list` or `left_chats.list` of a full-account export. */
  #isChatList(): boolean {
    const [root, group] = this.#frames;
    return this.#frames.length === 3 && (root?.key === 'chats' || root?.key === 'left_chats') && group?.key === 'list';
  }

  #leave(): void {
    const left = this.#frames.pop();
    if (left?.chat && left.chat === this.#chat) {
      this.#listener.onChatEnd(left.chat);
      this.#chat = null;
    }
    this.#at += 1;
  }

  #readString(frame: Frame | undefined): void {
    const end = endOfString(this.#buffer, this.#at + 1);
    if (end === brokenString) {
      this.#at += 1;
      return;
    }
    if (end < 0) {
      if (this.#buffer.length - this.#at > largestMessage) {
        this.#at = this.#buffer.length;
      }
      return;
    }
    const slice = this.#buffer.subarray(this.#at, end + 1);
    this.#at = end + 1;
    if (frame && !frame.isArray && frame.isExpectingKey) {
      frame.key = String(parseOr(slice, ''));
      frame.isExpectingKey = false;
    } else {
      this.#noteField(frame, slice);
    }
  }

  /** Numbers, words, white space and colons: a number that the block cuts in two waits for the next one. */
  #readScalar(frame: Frame | undefined): void {
    const buffer = this.#buffer;
    let end = this.#at;
    while (end < buffer.length && !isStructural(buffer[end] ?? 0)) {
      end += 1;
    }
    const text = buffer.toString('latin1', this.#at, end);
    if (end === buffer.length && /\S$/.test(text) && text.length < patternReach) {
      return;
    }
    this.#at = Math.max(end, this.#at + (end === this.#at ? 1 : 0));
    if (text.trim() !== '') {
      this.#noteField(frame, Buffer.from(text.trim(), 'latin1'));
    }
  }

  #noteField(frame: Frame | undefined, slice: Buffer): void {
    if (frame?.chat && (frame.key === 'name' || frame.key === 'type' || frame.key === 'id')) {
      frame.chat[frame.key] = parseOr(slice, undefined);
    }
  }

  #scanBetweenMessages(): void {
    const buffer = this.#buffer;
    while (this.#at < buffer.length) {
      const byte = buffer[this.#at] ?? 0;
      if (byte === openBrace) {
        this.#state = 'message';
        this.#start = this.#at;
        this.#depth = 0;
        this.#isInString = false;
        this.#checkAt = suspiciousMessage;
        return;
      }
      if (byte === closeBracket) {
        this.#frames.pop();
        this.#state = 'structure';
        this.#at += 1;
        return;
      }
      if (byte !== comma && byte > 0x20) {
        this.#listener.onDamage(this.#offset + this.#at, 'something other than a message stands in the list of messages');
        this.#state = 'lost';
        return;
      }
      this.#at += 1;
    }
  }

  #scanMessage(): void {
    const buffer = this.#buffer;
    const { length } = buffer;
    let at = this.#at;
    while (at < length) {
      if (this.#isInString) {
        const end = endOfString(buffer, at);
        if (end === brokenString) {
          this.#giveUp('a text does not end');
          return;
        }
        if (end < 0) {
          this.#at = lastSafe(buffer, at);
          this.#checkSize();
          return;
        }
        this.#isInString = false;
        at = end + 1;
        continue;
      }
      const byte = buffer[at];
      if (byte === quote) {
        this.#isInString = true;
      } else if (byte === openBrace || byte === openBracket) {
        this.#depth += 1;
      } else if (byte === closeBrace || byte === closeBracket) {
        this.#depth -= 1;
        if (this.#depth === 0) {
          this.#at = at + 1;
          this.#state = 'messages';
          this.#listener.onMessage(buffer.subarray(this.#start, at + 1), this.#offset + this.#start);
          return;
        }
      }
      at += 1;
    }
    this.#at = at;
    this.#checkSize();
  }

  /** A message that grows and grows has lost its end: the next one may stand inside of it already. */
  #checkSize(): void {
    const size = this.#buffer.length - this.#start;
    if (size < this.#checkAt) {
      return;
    }
    this.#checkAt *= 2;
    const isSwallowing = findResumePoint(this.#buffer.toString('latin1', this.#start), 1) !== null;
    if (isSwallowing || size > largestMessage) {
      this.#giveUp(isSwallowing ? 'a message does not end' : 'a message is larger than 32 MiB');
    }
  }

  /** What was taken for one message is none: goes back to its start and looks for the next one. */
  #giveUp(problem: string): void {
    this.#listener.onDamage(this.#offset + this.#start, problem);
    this.#at = this.#start + 1;
    this.#state = 'lost';
  }

  /** Called by the reader for a slice that is no JSON: another message may stand inside of it. */
  resumeInside(slice: Buffer): void {
    const point = findResumePoint(slice.toString('latin1'), 1);
    if (point?.kind === 'message') {
      this.#at = this.#start + point.at;
    }
  }

  #scanForResumePoint(): void {
    const text = this.#buffer.toString('latin1', this.#at);
    const point = findResumePoint(text, 0);
    if (!point) {
      this.#at = Math.max(this.#at, this.#buffer.length - patternReach);
      return;
    }
    this.#at += point.at;
    this.#state = 'messages';
    if (point.kind === 'chat') {
      this.#enterChatAfterDamage(parseOr(Buffer.from(point.header ?? '', 'latin1'), {}) as ChatHeader);
    }
  }

  #enterChatAfterDamage(header: ChatHeader): void {
    if (this.#chat) {
      this.#listener.onChatEnd(this.#chat);
    }
    this.#chat = header;
    this.#frames = this.#frames.slice(0, 3);
    this.#frames.push(
      { isArray: false, key: 'messages', isExpectingKey: false, chat: header },
      { isArray: true, key: null, isExpectingKey: false, chat: null },
    );
    this.#listener.onChat(header, false);
  }
}

const brokenString = -2;

/**
 * @returns index of the quote that ends a string, -1 when it is not there yet, -2 when a raw line break comes first, which
 *   JSON does not allow: the sign that a quote was lost
 */
function endOfString(buffer: Buffer, from: number): number {
  let end = buffer.indexOf(quote, from);
  while (end >= 0 && isEscaped(buffer, end, from)) {
    end = buffer.indexOf(quote, end + 1);
  }
  const limit = end < 0 ? buffer.length : end;
  for (let at = from; at < limit; at += 1) {
    if (buffer[at] === newline) {
      return brokenString;
    }
  }
  return end;
}

function isEscaped(buffer: Buffer, at: number, from: number): boolean {
  let backslashes = 0;
  while (at - backslashes > from && buffer[at - backslashes - 1] === backslash) {
    backslashes += 1;
  }
  return backslashes % 2 === 1;
}

/** Where to go on in a string that the block cuts: in front of backslashes, which may escape what comes next. */
function lastSafe(buffer: Buffer, from: number): number {
  let end = buffer.length;
  while (end > from && buffer[end - 1] === backslash) {
    end -= 1;
  }
  return end;
}

function isStructural(byte: number): boolean {
  return (
    byte === openBrace ||
    byte === closeBrace ||
    byte === openBracket ||
    byte === closeBracket ||
    byte === comma ||
    byte === quote ||
    byte === colon
  );
}

function parseOr(slice: Buffer, otherwise: unknown): unknown {
  try {
    return JSON.parse(slice.toString('utf8'));
  } catch {
    return otherwise;
  }
}
