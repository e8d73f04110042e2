/** The bounds of RFC 5321 keep it linear on a long run of letters. */
const email =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}_-])/gu;

/** Mail addresses in lower case, without repeats. */
export function findEmails(text: string): string[] {
  if (!text.includes('@')) {
    return [];
  }
  return [...new Set([...text.matchAll(email)].map(([address]) => address.toLowerCase()))];
}
