const longest = 300;

/** What looks like a key, whoever gave it out. */
const keys = /\b(sk-[\w-]{6,}|AIza[\w-]{10,}|Bearer\s+\S+)/g;

/** What a provider says, for people: one line, without keys. */
export function quoteProvider(text: string, apiKey: string | null): string {
  const withoutKey = apiKey ? text.replaceAll(apiKey, '(secret)') : text;
  const line = withoutKey.replace(keys, '(secret)').replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
