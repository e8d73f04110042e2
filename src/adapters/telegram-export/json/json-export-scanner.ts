import { ByteWindow } from './byte-window.ts';
import type { ChatHeader } from './chat-header.ts';
import { type ChatListener, ChatStructure } from './chat-structure.ts';
import { findResumePoint, patternReach } from './find-resume-point.ts';
import { closeBracket, comma, lastSpace, openBrace } from './json-bytes.ts';
import { MessageSplitter } from './message-splitter.ts';

/** Receives what the scanner finds, in the order of the file. */
export interface ScanListener extends ChatListener {
  /** @param slice valid only during the call */
  onMessage(slice: Buffer, offset: number): void;
  onDamage(offset: number, problem: string): void;
}

/**
 * Splits a Telegram Desktop JSON export into its messages without holding it: bytes go in, slices come out. Damage
 * (flipped bytes, a cut tail) is reported with its place, and reading goes on at the next message that can be recognised.
 * Every byte is looked at a bounded number of times, whatever the damage.
 *
 * Measured against `@streamparser/json` in `bench/`; it replaces it because it is faster and because a parser stops at
 * the first error.
 */
export class JsonExportScanner {
  readonly #listener: ScanListener;
  readonly #window = new ByteWindow();
  readonly #structure: ChatStructure;
  readonly #splitter = new MessageSplitter();
  #state: 'structure' | 'messages' | 'message' | 'lost' = 'structure';
  /** Since the last damage no whole message was found: what else does not fit is part of the same damage. */
  #isRecovering = false;

  constructor(listener: ScanListener) {
    this.#listener = listener;
    this.#structure = new ChatStructure(listener);
  }

  push(block: Buffer): void {
    this.#window.append(block);
    this.#scan();
    const settled = this.#state === 'message' ? this.#splitter.start : this.#window.at;
    this.#window.drop(settled);
    this.#splitter.start -= settled;
  }

  /** Settles what is left when the file ends. */
  end(): void {
    this.#window.isLast = true;
    this.#scan();
    while (this.#state === 'message') {
      this.#giveUp('the file ends inside of a message');
      this.#scan();
    }
    if (this.#state === 'messages') {
      this.#noteDamage(this.#window.at, 'the file ends before its list of messages does');
    }
    this.#structure.end();
  }

  /** A listener calls this for a slice that is no JSON: another message may stand inside of it. */
  rejectSlice(slice: Buffer): void {
    this.#isRecovering = true;
    const point = findResumePoint(slice, 1);
    if (point?.kind === 'message') {
      this.#window.at = this.#splitter.start + point.at;
    }
  }

  #scan(): void {
    const window = this.#window;
    while (window.at < window.bytes.length) {
      const { at } = window;
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
      if (window.at === at && this.#state === state) {
        return;
      }
    }
  }

  #scanStructure(): void {
    const outcome = this.#structure.scan(this.#window);
    if (outcome === 'messages') {
      this.#state = 'messages';
    } else if (outcome === 'lost') {
      // What follows belongs to the chat that seemed to have ended, and so does the damage.
      this.#structure.resume(null);
      this.#noteDamage(this.#window.at, 'the list of messages ends too early');
      this.#state = 'lost';
    }
  }

  #scanBetweenMessages(): void {
    const window = this.#window;
    for (; window.at < window.bytes.length; window.at += 1) {
      const byte = window.bytes[window.at] ?? 0;
      if (byte === openBrace) {
        this.#splitter.begin(window);
        this.#state = 'message';
        return;
      }
      if (byte === closeBracket) {
        window.at += 1;
        this.#structure.leaveMessages();
        this.#state = 'structure';
        return;
      }
      if (byte !== comma && byte > lastSpace) {
        this.#noteDamage(window.at, 'something other than a message stands in the list of messages');
        this.#state = 'lost';
        return;
      }
    }
  }

  #scanMessage(): void {
    const window = this.#window;
    const outcome = this.#splitter.scan(window);
    if (outcome === 'complete') {
      const { start } = this.#splitter;
      this.#state = 'messages';
      this.#isRecovering = false;
      this.#listener.onMessage(window.bytes.subarray(start, window.at), window.offset + start);
    } else if (outcome !== 'unfinished') {
      this.#giveUp(outcome.problem);
    }
  }

  /** What was taken for one message is none: looks for the next one behind its first byte. */
  #giveUp(problem: string): void {
    const { start } = this.#splitter;
    this.#noteDamage(start, problem);
    this.#window.at = start + 1;
    this.#state = 'lost';
  }

  #noteDamage(at: number, problem: string): void {
    if (!this.#isRecovering) {
      this.#isRecovering = true;
      this.#listener.onDamage(this.#window.offset + at, problem);
    }
  }

  #scanForResumePoint(): void {
    const window = this.#window;
    const point = findResumePoint(window.bytes, window.at);
    if (!point) {
      window.at = Math.max(window.at, window.bytes.length - (window.isLast ? 0 : patternReach));
      return;
    }
    window.at = point.at;
    this.#structure.resume(point.header === null ? null : parseHeader(point.header));
    this.#state = 'messages';
  }
}

/** @param header as the pattern found it, its bytes as latin1 */
function parseHeader(header: string): ChatHeader {
  try {
    return JSON.parse(Buffer.from(header, 'latin1').toString('utf8')) as ChatHeader;
  } catch {
    return {};
  }
}
