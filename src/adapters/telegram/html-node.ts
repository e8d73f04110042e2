/** A piece of a page, as little of it as reading messages needs. */
export interface HtmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: HtmlNode[];
}

export type HtmlNode = HtmlElement | string;

export function hasClass({ attributes }: HtmlElement, name: string): boolean {
  return ` ${attributes.class ?? ''} `.includes(` ${name} `);
}

/** Text that comes in pieces becomes one child. */
export function appendText({ children }: HtmlElement, text: string): void {
  const last = children.length - 1;
  const before = children[last];
  if (typeof before === 'string') {
    children[last] = before + text;
  } else {
    children.push(text);
  }
}

/** The element's children that are elements. */
export function elementsOf({ children }: HtmlElement): HtmlElement[] {
  return children.filter((child): child is HtmlElement => typeof child !== 'string');
}

/** The first element below, depth first, that has the class; what `skip` matches is not entered. */
export function findByClass(
  root: HtmlElement,
  name: string,
  skip: (element: HtmlElement) => boolean = () => false,
): HtmlElement | undefined {
  for (const child of elementsOf(root)) {
    if (skip(child)) {
      continue;
    }
    const found = hasClass(child, name) ? child : findByClass(child, name, skip);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** All elements below that fit, depth first. */
export function findAll(root: HtmlElement, fits: (element: HtmlElement) => boolean): HtmlElement[] {
  return elementsOf(root).flatMap((child) => [...(fits(child) ? [child] : []), ...findAll(child, fits)]);
}

/** Plain text of an element on one line. */
export function textOf(element: HtmlElement | undefined): string {
  return element === undefined ? '' : collectText(element).replace(/\s+/g, ' ').trim();
}

function collectText({ children }: HtmlElement): string {
  return children.map((child) => (typeof child === 'string' ? child : collectText(child))).join('');
}
