const punctuation: ReadonlySet<string> = new Set('.,;:!?»”\'"…');
const brackets: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/**
 * An address as it stands in a sentence without the punctuation behind it. A closing bracket belongs to the address when it
 * opens one too, as addresses of encyclopedias do. Looks at each character once.
 */
export function trimLink(link: string): string {
  let end = withoutPunctuation(link, link.length);
  const opening = brackets[link[end - 1] ?? ''];
  if (opening !== undefined && !link.slice(0, end).includes(opening)) {
    end = withoutPunctuation(link, end - 1);
  }
  return link.slice(0, end);
}

function withoutPunctuation(link: string, length: number): number {
  let end = length;
  while (end > 0 && punctuation.has(link.charAt(end - 1))) {
    end -= 1;
  }
  return end;
}
