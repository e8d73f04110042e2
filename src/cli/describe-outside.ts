import type { OutsidePage } from '../pipeline/read-outside.ts';

/** A page of documents in no topic. @param words of the command line for the next page, without where it begins */
export async function describeOutside({ outside, next_after }: OutsidePage, words: string): Promise<string[]> {
  if (outside.length === 0) {
    return ['No document is outside of all topics here.'];
  }
  const { formatTable } = await import('./format-table.ts');
  return [
    ...formatTable([
      ['message', 'title', 'reason', 'score', 'nearest topic'],
      ...outside.map(({ source_ref, title, reason, score, nearest_topic }) => [
        source_ref,
        title,
        reason.replaceAll('_', ' '),
        score === null ? null : score.toFixed(2),
        nearest_topic === null ? null : `${nearest_topic.title} (${nearest_topic.id})`,
      ]),
    ]),
    ...(next_after === null ? [] : [`There are more: tg-parser topics list ${words} --after ${next_after}`]),
  ];
}
