/** Everything that Markdown, GitHub or Obsidian could take for markup, links or tags when it stands inside a line. */
const inlineMarks = /[\\`*_~[\]{}()|#$^=%!@:]/g;
/** Line breaks as any reader may see them. */
export const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const invisible = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * One line of foreign text as Markdown that shows exactly this text: no link, tag, emphasis, HTML or list can come out of it.
 * Line breaks become spaces; control characters and those that turn the writing direction are removed.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .split(lineBreak)
      .join(' ')
      .replace(invisible, '')
      .trim()
      .replace(inlineMarks, '\\$&')
      // At the start of a line these are a list, a rule or an ordered list; a dot after www makes a link.
      .replace(/^[-+]/, '\\$&')
      .replace(/^(\d+)\./, '$1\\.')
      .replace(/www\./gi, (match) => `${match.slice(0, 3)}\\.`)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}

/** Foreign text of several lines as a quotation: nothing in it can end the quotation. */
export function quoteMarkdown(text: string): string {
  return text
    .split(lineBreak)
    .map((line) => `> ${escapeMarkdown(line)}`.trimEnd())
    .join('  \n');
}
