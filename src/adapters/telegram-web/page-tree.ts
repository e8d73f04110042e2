import { Parser } from 'htmlparser2';
import { appendText, type HtmlElement, hasClass } from '../telegram/html-node.ts';

/** Elements without content: they never have an end tag. */
const empty = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
/** Content of these is no part of what a page says. */
const left = new Set(['script', 'style', 'svg', 'noscript', 'template']);
/** Deeper nesting than Telegram writes; below it everything becomes part of the element at this depth. */
const deepest = 80;
/** The parser is fed pieces of this many characters … */
const pieceLength = 1 << 15;
/** … and no more of them when so many elements are open: its work on a tag grows with their number. */
const mostOpen = 2_000;

export interface PageTree {
  root: HtmlElement;
  /** Whether the page went on to its end: one that was cut off on the way does not have `</html>`. */
  isWhole: boolean;
  /** Bubbles whose end is missing: what stood in them may be read wrongly. */
  unclosed: ReadonlySet<HtmlElement>;
}

/**
 * The elements of a page. A bubble that does not end, in a damaged page, ends where the next one begins.
 */
export function parseTree(html: string): PageTree {
  const root: HtmlElement = { name: '', attributes: {}, children: [] };
  const path = [root];
  const unclosed = new Set<HtmlElement>();
  /** Name of the element that is being left out, and how many of that name are open in it. */
  let skipped: string | null = null;
  let depthOfSkipped = 0;
  let open = 0;
  let isWhole = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      open += empty.has(name) ? 0 : 1;
      if (skipped !== null) {
        depthOfSkipped += name === skipped ? 1 : 0;
      } else if (left.has(name)) {
        skipped = name;
        depthOfSkipped = 1;
      } else {
        append({ name, attributes, children: [] });
      }
    },
    ontext(text) {
      const parent = path.at(-1);
      if (parent && skipped === null) {
        appendText(parent, text);
      }
    },
    onclosetag(name, isImplied) {
      open -= empty.has(name) ? 0 : 1;
      isWhole ||= name === 'html' && !isImplied;
      if (skipped !== null) {
        depthOfSkipped -= name === skipped ? 1 : 0;
        skipped = depthOfSkipped > 0 ? skipped : null;
      } else if (!empty.has(name)) {
        close(name);
      }
    },
  });
  for (let from = 0; from < html.length && open < mostOpen; from += pieceLength) {
    parser.write(html.slice(from, from + pieceLength));
  }
  parser.end();
  return { root, isWhole, unclosed };

  function append(element: HtmlElement): void {
    if (hasClass(element, 'tgme_widget_message_wrap')) {
      endBubble();
    }
    path.at(-1)?.children.push(element);
    if (!empty.has(element.name) && path.length < deepest) {
      path.push(element);
    }
  }

  function endBubble(): void {
    const at = path.findIndex((open) => hasClass(open, 'tgme_widget_message_wrap'));
    const bubble = path[at];
    if (bubble) {
      unclosed.add(bubble);
      path.length = at;
    }
  }

  function close(name: string): void {
    const at = path.findLastIndex((element) => element.name === name);
    if (at > 0) {
      path.length = at;
    }
  }
}
