import { measureSameStory } from './measure-same-story.ts';
import { readContestPairs } from './read-contest-pairs.ts';
import { scoreByStoryWords } from './score-by-story-words.ts';
import { scoreByTfIdf } from './score-by-tf-idf.ts';
import type { SectionResult } from './section-result.ts';
import { toQualityRow } from './to-quality-row.ts';

/** Pairs of news that people judged to tell the same story or not. */
export async function measureContest(): Promise<SectionResult> {
  const rows = (['ru', 'en'] as const).flatMap((language) => {
    const pairs = readContestPairs(language);
    const texts = pairs.flatMap(({ first, second }) => [first, second]);
    const name = `same story, ${pairs.length} pairs of news, ${language}: F1`;
    const ours = measureSameStory(pairs, scoreByStoryWords(texts, language));
    return [
      toQualityRow(`${name} of tg-parser`, ours, language === 'ru' ? { atLeast: 0.88 } : {}),
      toQualityRow(`${name} of the cosine of TF-IDF`, measureSameStory(pairs, scoreByTfIdf(texts, language))),
    ];
  });
  return { rows };
}
