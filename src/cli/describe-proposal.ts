import type { ListedProposal } from '../pipeline/list-proposals.ts';
import { countOf } from './count-of.ts';
import { oneLine } from './one-line.ts';

/** What a person needs to decide, and the commands that do either. */
export function describeProposal({ topics, why, model_id, proposed_at }: ListedProposal): string[] {
  const [into, other] = topics.map(({ title, messages }) => `"${oneLine(title)}" (${countOf(messages, 'message')})`);
  const ids = topics.map(({ id }) => id).join(' ');
  return [
    `${into} and ${other}`,
    `  ${oneLine(why)} — ${model_id ?? 'unknown'}, ${proposed_at}`,
    `  tg-parser topics merge ${ids}`,
    `  tg-parser topics dismiss ${ids}`,
  ];
}
