import { measureSameStory } from './measure-same-story.ts';
import { readContestPairs } from './read-contest-pairs.ts';
import { scoreByTfIdf } from './score-by-tf-idf.ts';
import type { SectionResult } from './section-result.ts';
import { toQualityRow } from './to-quality-row.ts';

/** Says how surely two texts tell the same story; any scale. */
type ScoreStories = (first: string, second: string) => number;

/**
 * Pairs of news that people judged to tell the same story or not.
 *
 * @param score how the program tells; without one only the rival is measured
 */
export async function measureContest(score?: ScoreStories): Promise<SectionResult> {
  const rows = (['ru', 'en'] as const).flatMap((language) => {
    const pairs = readContestPairs(language);
    const name = `same story, ${pairs.length} pairs of news, ${language}: F1`;
    const rival = scoreByTfIdf(
      pairs.flatMap(({ first, second }) => [first, second]),
      language,
    );
    return [
      ...(score
        ? [toQualityRow(`${name} of tg-parser`, measureSameStory(pairs, score), language === 'ru' ? { atLeast: 0.88 } : {})]
        : []),
      toQualityRow(`${name} of the cosine of TF-IDF`, measureSameStory(pairs, rival)),
    ];
  });
  return { rows };
}
