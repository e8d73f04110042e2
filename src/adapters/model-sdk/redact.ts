const mostCharacters = 300;

/** Keys as providers make them, and what they leave of a key that they show in part. */
const keyLike = [
  /\b(?:sk|pk|rk|gsk|xai|nvapi|hf)[-_][\w*.…-]{4,}/g,
  /\bAIza[\w-]{4,}/g,
  /\bBearer\s+\S+/gi,
  /\S*(?:\*{2,}|•{2,})\S*/g,
  /\b(?:api[-_ ]?key|access[-_ ]?token)=\S+/gi,
  /\/\/[^\s/@]+@/g,
];

/** What somebody else said, fit to be shown: one line, not long, no key in it. */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret !== '').reduce((line, secret) => line.replaceAll(secret, '[key]'), text);
  const unknown = keyLike.reduce((line, pattern) => line.replaceAll(pattern, '[key]'), known);
  const line = unknown.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length <= mostCharacters ? line : `${line.slice(0, mostCharacters)}…`;
}
