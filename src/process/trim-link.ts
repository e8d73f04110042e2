const punctuation: ReadonlySet<string> = new Set('.,;:!?»”\'"…');
const openings: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/**
 * An address as it stands in a sentence without the punctuation behind it. A closing bracket belongs to the address when it
 * opens one too, as addresses of encyclopedias do. Linear in the length of the address.
 */
export function trimLink(link: string): string {
  const surplus = new Map<string, number>();
  let end = link.length;
  while (end > 0) {
    const last = link.charAt(end - 1);
    const opening = openings[last];
    if (opening !== undefined) {
      const left = surplus.get(last) ?? countOf(link, last) - countOf(link, opening);
      if (left <= 0) {
        break;
      }
      surplus.set(last, left - 1);
    } else if (!punctuation.has(last)) {
      break;
    }
    end -= 1;
  }
  return link.slice(0, end);
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) {
    count += 1;
  }
  return count;
}
