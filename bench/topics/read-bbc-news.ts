import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixturesFolder } from './fixtures-folder.ts';
import type { LabelledChannel } from './labelled-channel.ts';
import { parseSeparated } from './parse-separated.ts';
import { toLabelledChannel } from './to-labelled-channel.ts';

/**
 * 1,490 news items of 2004 and 2005 in five categories that editors gave (D. Greene and P. Cunningham, 2006), as a channel.
 *
 * @param words how many words of each item; default all
 */
export function readBbcNews({ words }: { words?: number } = {}): LabelledChannel {
  const rows = parseSeparated(readFileSync(join(fixturesFolder, 'topics/bbc-news.csv'), 'utf8'), ',');
  const texts = rows.map(({ Text = '', Category = '' }) => ({
    text: words === undefined ? Text : Text.trim().split(/\s+/).slice(0, words).join(' '),
    label: Category,
  }));
  return toLabelledChannel(texts, {
    name: words === undefined ? 'BBC news' : `BBC news, the first ${words} words`,
    language: 'en',
  });
}
