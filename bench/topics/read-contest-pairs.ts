import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixturesFolder } from './fixtures-folder.ts';
import { parseSeparated } from './parse-separated.ts';

/** Two news texts, and whether people say that they tell the same story. */
export interface ContestPair {
  first: string;
  second: string;
  isSame: boolean;
}

/** Pairs that were judged for Telegram's contest of clustering news: 20 Russian and 35 English ones. */
export function readContestPairs(language: 'ru' | 'en'): ContestPair[] {
  const text = readFileSync(join(fixturesFolder, `topics/${language}_train_pool.tsv`), 'utf8');
  return parseSeparated(text, '\t').map((row) => ({
    first: `${row['INPUT:first_title']}\n${row['INPUT:first_text']}`,
    second: `${row['INPUT:second_title']}\n${row['INPUT:second_text']}`,
    isSame: row['GOLDEN:quality'] === 'OK',
  }));
}
