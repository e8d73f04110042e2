/** Characters that YAML does not take as they are, or reads as line breaks, though JSON does. */
const unsafeInYaml = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** YAML front matter; every text is a JSON string, which YAML reads as its own, so that no text can add a line. */
export function frontMatter(fields: Record<string, string | number | readonly string[]>): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${toYaml(value)}`);
  return `---\n${lines.join('\n')}\n---\n`;
}

function toYaml(value: unknown): string {
  return JSON.stringify(value).replace(
    unsafeInYaml,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
