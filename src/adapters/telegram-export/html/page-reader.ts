import { Parser } from 'htmlparser2';
import { type HtmlElement, hasClass } from './html-node.ts';

/** Receives the parts of a page as they are complete. */
export interface PageListener {
  onTitle(title: HtmlElement): void;
  /** @param offset in characters from the start of the page */
  onMessage(message: HtmlElement, offset: number): void;
}

/** Elements without content: they never have an end tag. */
const empty = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
/** Deeper nesting than Desktop writes; below it everything becomes part of the element at this depth. */
const deepest = 60;

/**
 * Reads a page of an HTML export as it streams by: keeps the message in hand and nothing else. A message that does not
 * end, in a damaged page, ends where the next one begins.
 */
export function createPageReader(listener: PageListener): { write(text: string): void; end(): void } {
  let captured: { root: HtmlElement; offset: number; isMessage: boolean } | null = null;
  let path: HtmlElement[] = [];

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element: HtmlElement = { name, attributes, children: [] };
        if (isMessage(element)) {
          finish();
          start(element, true);
        } else if (captured) {
          path.at(-1)?.children.push(element);
          if (!empty.has(name) && path.length < deepest) {
            path.push(element);
          }
        } else if (name === 'div' && hasClass(element, 'page_header')) {
          start(element, false);
        }
      },
      ontext(text) {
        path.at(-1)?.children.push(text);
      },
      onclosetag(name) {
        if (!captured || empty.has(name)) {
          return;
        }
        const at = path.findLastIndex((element) => element.name === name);
        if (at >= 0) {
          path = path.slice(0, at);
        }
        if (path.length === 0) {
          finish();
        }
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  return {
    write: (text) => parser.write(text),
    end: () => {
      parser.end();
      finish();
    },
  };

  function start(root: HtmlElement, isMessageElement: boolean): void {
    captured = { root, offset: parser.startIndex, isMessage: isMessageElement };
    path = [root];
  }

  function finish(): void {
    const done = captured;
    captured = null;
    path = [];
    if (done?.isMessage) {
      listener.onMessage(done.root, done.offset);
    } else if (done) {
      listener.onTitle(done.root);
    }
  }
}

function isMessage(element: HtmlElement): boolean {
  return element.name === 'div' && hasClass(element, 'message') && /^message-?\d+$/.test(element.attributes.id ?? '');
}
