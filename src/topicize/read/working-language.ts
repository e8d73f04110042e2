import { compareText } from '../../lib/compare-text.ts';

/** Seldomer languages are mostly short texts that were taken for another one. */
const smallestShare = 0.03;

/**
 * In which language to read a document: its own, or the channel's main one where the text was too short to tell or the
 * language is hardly ever met. English is always itself: it is what channels of all languages quote.
 */
export function workingLanguages(byLanguage: Record<string, number>): (language: string) => string {
  const counted = Object.entries(byLanguage).filter(([language]) => language !== 'und');
  counted.sort(([left, leftCount], [right, rightCount]) => rightCount - leftCount || compareText(left, right));
  const total = counted.reduce((sum, [, count]) => sum + count, 0);
  const main = counted[0]?.[0] ?? 'und';
  const kept = new Set(counted.filter(([, count]) => count >= total * smallestShare).map(([language]) => language)).add('en');
  return (language) => (kept.has(language) ? language : main);
}
