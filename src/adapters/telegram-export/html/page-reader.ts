import { Parser } from 'htmlparser2';
import { appendText, type HtmlElement, hasClass } from '../../telegram/html-node.ts';

/** Receives the parts of a page as they are complete. */
export interface PageListener {
  /** The bar above the messages with the title of the chat. */
  onHeader?(header: HtmlElement): void;
  /** @param offset in characters from the start of the page */
  onMessage(message: HtmlElement, offset: number): void;
  onDamage?(offset: number, problem: string): void;
}

/** Elements without content: they never have an end tag. */
const empty = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
/** Deeper nesting than Desktop writes; below it everything becomes part of the element at this depth. */
const deepest = 60;
/** Characters; no message of Telegram comes near it. */
const largestMessage = 16 << 20;
/** The parser is fed pieces of this many characters … */
const pieceLength = 1 << 16;
/** … and replaced when it thinks that so many elements are open: its work on a tag grows with their number. */
const mostOpen = 500;

interface Capture {
  root: HtmlElement;
  offset: number;
  isMessage: boolean;
  size: number;
}

/**
 * Reads a page of an HTML export as it streams by: keeps the message in hand and nothing else. A message that does not
 * end, in a damaged page, ends where the next one begins.
 */
export class PageReader {
  readonly #listener: PageListener;
  #parser = this.#createParser();
  /** Characters that parsers before the present one were fed, and that the present one was fed. */
  #before = 0;
  #fed = 0;
  #open = 0;
  #capture: Capture | null = null;
  #path: HtmlElement[] = [];

  constructor(listener: PageListener) {
    this.#listener = listener;
  }

  write(text: string): void {
    let from = 0;
    while (from < text.length) {
      if (this.#open > mostOpen) {
        this.#replaceParser();
      }
      const piece = text.slice(from, pieceEnd(text, from));
      this.#parser.write(piece);
      this.#fed += piece.length;
      from += piece.length;
    }
  }

  end(): void {
    this.#parser.end();
    this.#finish();
  }

  #createParser(): Parser {
    return new Parser({
      onopentag: (name, attributes) => this.#openTag({ name, attributes, children: [] }),
      ontext: (text) => this.#addText(text),
      onclosetag: (name) => this.#closeTag(name),
    });
  }

  #replaceParser(): void {
    this.#before += this.#fed;
    this.#fed = 0;
    this.#open = 0;
    this.#parser = this.#createParser();
  }

  #openTag(element: HtmlElement): void {
    const isEmpty = empty.has(element.name);
    this.#open += isEmpty ? 0 : 1;
    if (isMessage(element)) {
      this.#finish();
      this.#begin(element, true);
    } else if (this.#capture) {
      if (this.#grow(element.name.length + 5)) {
        this.#path.at(-1)?.children.push(element);
        if (!isEmpty && this.#path.length < deepest) {
          this.#path.push(element);
        }
      }
    } else if (element.name === 'div' && hasClass(element, 'page_header')) {
      this.#begin(element, false);
    }
  }

  #addText(text: string): void {
    const parent = this.#path.at(-1);
    if (parent && this.#grow(text.length)) {
      appendText(parent, text);
    }
  }

  #closeTag(name: string): void {
    if (empty.has(name)) {
      return;
    }
    this.#open = Math.max(0, this.#open - 1);
    if (!this.#capture) {
      return;
    }
    const at = this.#path.findLastIndex((element) => element.name === name);
    if (at >= 0) {
      this.#path.length = at;
    }
    if (this.#path.length === 0) {
      this.#finish();
    }
  }

  #begin(root: HtmlElement, isMessage: boolean): void {
    this.#capture = { root, offset: this.#before + this.#parser.startIndex, isMessage, size: 0 };
    this.#path = [root];
  }

  /** @returns false when the message in hand was given up because it is too large */
  #grow(size: number): boolean {
    const capture = this.#capture;
    if (!capture) {
      return false;
    }
    capture.size += size;
    if (capture.size <= largestMessage) {
      return true;
    }
    this.#capture = null;
    this.#path = [];
    this.#listener.onDamage?.(capture.offset, 'a message is larger than 16 million characters');
    return false;
  }

  #finish(): void {
    const done = this.#capture;
    this.#capture = null;
    this.#path = [];
    if (done?.isMessage) {
      this.#listener.onMessage(done.root, done.offset);
    } else if (done) {
      this.#listener.onHeader?.(done.root);
    }
  }
}

/** Pieces end in front of a tag, where a new parser can go on. */
function pieceEnd(text: string, from: number): number {
  const end = from + pieceLength;
  if (end >= text.length) {
    return text.length;
  }
  const tag = text.lastIndexOf('<', end);
  return tag > from ? tag : end;
}

function isMessage(element: HtmlElement): boolean {
  return element.name === 'div' && hasClass(element, 'message') && /^message-?\d+$/.test(element.attributes.id ?? '');
}
