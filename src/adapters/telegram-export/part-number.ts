/** 1 for `messages.html`, n for `messages<n>.html`, null for the names of other files. */
export function partNumber(name: string): number | null {
  const match = /^messages(\d{0,9})\.html$/.exec(name);
  return match ? Number(match[1] || 1) : null;
}
