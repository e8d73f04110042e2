import type { HtmlElement, HtmlNode } from './html-node.ts';
import { limitPayload } from './limit-payload.ts';
import { wellFormed } from './well-formed.ts';

/** What is kept of a message as its source showed it: its HTML, without the white space that only formats the page. */
export function htmlPayload(element: HtmlElement): Record<string, unknown> {
  const html = serialize(element);
  // Each character is at most three bytes; the exact size is worked out only where that could be too many.
  return limitPayload({ html }, html.length * 3);
}

function serialize(node: HtmlNode): string {
  if (typeof node === 'string') {
    return wellFormed(node).replace(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  }
  const attributes = Object.entries(node.attributes).map(
    ([name, value]) => ` ${name}="${wellFormed(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  );
  return `<${node.name}${attributes.join('')}>${node.children.map(serialize).join('')}</${node.name}>`;
}
