/** What a user can ask for. */
export type ReasoningEffort = 'minimal' | 'low' | 'medium' | 'high';

/** What models take: https://platform.openai.com/docs/guides/reasoning */
export type ModelEffort = 'none' | ReasoningEffort | 'xhigh';

const ascending: readonly ModelEffort[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'];

/** The effort among those that a model takes that is nearest to the wanted one; of two that are as near the lesser, which costs less. */
export function nearestEffort(wanted: ReasoningEffort, taken: readonly ModelEffort[]): ModelEffort {
  const distance = (effort: ModelEffort) => Math.abs(ascending.indexOf(effort) - ascending.indexOf(wanted));
  const sorted = ascending.filter((effort) => taken.includes(effort)).sort((a, b) => distance(a) - distance(b));
  return sorted[0] ?? wanted;
}
