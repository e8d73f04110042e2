/** A tag of a model: what kind it is and what it says. */
export interface Tag {
  /** `label` for a tag without a kind. */
  kind: string;
  value: string;
}

const mostTags = 100;
/** Characters; a summary is the longest tag. */
const longestTag = 4_000;

/**
 * Reads tags of the form `kind: value`, or `value` alone. The form takes half the tokens that objects take.
 *
 * @param kinds all that there are; what looks like another one belongs to the value
 */
export function readTags(texts: readonly string[], kinds: ReadonlySet<string>): Tag[] {
  return texts.slice(0, mostTags).map((text) => {
    const [, name = '', value = ''] = /^\s*([a-z]{2,12})\s*(?:[:=]\s*([\s\S]*))?$/i.exec(text.slice(0, longestTag)) ?? [];
    const kind = name.toLowerCase();
    return kinds.has(kind) ? { kind, value: value.trim() } : { kind: 'label', value: text };
  });
}
