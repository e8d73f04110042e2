/**
 * What counts against the limit of tokens before an answer is known: "the maximum of `max_tokens` and the estimated number of
 * tokens based on the character count of your request" (https://platform.openai.com/docs/guides/rate-limits).
 */
export function admissionTokens(maxOutputTokens: number | null, inputText: string): number {
  return Math.max(maxOutputTokens ?? 16, Math.ceil(inputText.length / 4));
}
