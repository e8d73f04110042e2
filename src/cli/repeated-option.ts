/** Gathers the values of an option that may be given more than once. */
export function repeatedOption(text: string, before?: unknown): string[] {
  return [...(Array.isArray(before) ? before : []), text];
}
