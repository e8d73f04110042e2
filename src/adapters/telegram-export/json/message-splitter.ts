import type { ByteWindow } from './byte-window.ts';
import { findResumePoint, startsMessage } from './find-resume-point.ts';
import { brokenString, closeBrace, closeBracket, endOfString, lastSafe, openBrace, openBracket, quote } from './json-bytes.ts';

/** A message above this is given up: no message of Telegram comes near it. */
const largestMessage = 32 << 20;
/** From this size on, and at each doubling, a message that does not end is searched for another one inside of it. */
const suspiciousSize = 4 << 10;
/** Desktop nests five deep. What is far deeper would overflow the stack of whoever writes the message out again. */
const deepest = 500;

/** What became of the message: it needs more bytes, it is complete, or it is none. */
export type SplitOutcome = 'unfinished' | 'complete' | { problem: string };

/** Finds the end of one message after the other, each in as many calls as its bytes take to arrive. */
export class MessageSplitter {
  /** Of the message in hand: index of its opening brace. */
  start = 0;
  #depth = 0;
  #isInString = false;
  #checkAt = suspiciousSize;

  /** The window stands at the opening brace of a message. */
  begin({ at }: ByteWindow): void {
    this.start = at;
    this.#depth = 0;
    this.#isInString = false;
    this.#checkAt = suspiciousSize;
  }

  /** Goes on where it stopped; afterwards the window stands behind what was looked at. */
  scan(window: ByteWindow): SplitOutcome {
    let outcome = this.#scanUpToCheck(window);
    while (outcome === 'suspicious') {
      outcome = this.#check(window) ?? this.#scanUpToCheck(window);
    }
    return outcome;
  }

  #scanUpToCheck(window: ByteWindow): SplitOutcome | 'suspicious' {
    const { bytes } = window;
    const limit = Math.min(bytes.length, this.start + this.#checkAt);
    let { at } = window;
    while (at < limit) {
      if (this.#isInString) {
        const end = endOfString(bytes, at);
        if (end === brokenString) {
          return { problem: 'a text in a message does not end' };
        }
        if (end < 0) {
          at = lastSafe(bytes, at);
          break;
        }
        this.#isInString = false;
        at = end + 1;
        continue;
      }
      const byte = bytes[at];
      if (byte === quote) {
        this.#isInString = true;
      } else if (byte === openBrace || byte === openBracket) {
        const obstacle = byte === openBrace ? this.#enterObject(window, at) : this.#enter();
        if (obstacle !== null) {
          window.at = at;
          return obstacle;
        }
      } else if (byte === closeBrace || byte === closeBracket) {
        this.#depth -= 1;
        if (this.#depth === 0) {
          window.at = at + 1;
          return 'complete';
        }
      }
      at += 1;
    }
    window.at = at;
    return bytes.length - this.start < this.#checkAt ? 'unfinished' : 'suspicious';
  }

  /** An object that looks like a message inside of a message: the outer one has lost its end. */
  #enterObject(window: ByteWindow, at: number): SplitOutcome | null {
    const isMessage = this.#depth > 0 ? startsMessage(window, at) : false;
    if (isMessage === null) {
      return 'unfinished';
    }
    return isMessage ? { problem: 'a message does not end' } : this.#enter();
  }

  #enter(): SplitOutcome | null {
    this.#depth += 1;
    return this.#depth > deepest ? { problem: 'a message is nested too deeply' } : null;
  }

  /**
   * A message that grows and grows has lost a quote or its end: the next one may stand inside of it already.
   *
   * @returns null when it may grow on
   */
  #check({ bytes }: ByteWindow): SplitOutcome | null {
    if (findResumePoint(bytes, this.start + 1, this.start + this.#checkAt)) {
      return { problem: 'a message does not end' };
    }
    if (this.#checkAt >= largestMessage) {
      return { problem: 'a message is larger than 32 MiB' };
    }
    this.#checkAt *= 2;
    return null;
  }
}
