import { cleanModelText } from '../clean-model-text.ts';
import { saysNothing } from './says-nothing.ts';

/** As many words as a title may have; so few are their own title. */
const mostWords = 7;
/** Characters. */
const longest = 60;
/** Emoji, and signs that join and colour them. */
const emoji = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\u20e3)+/gu;
/** At the end: code has them as labels already. */
const hashtags = /(?:\s+#\p{L}[\p{L}\p{N}_]*)+$/u;
/** Its words stand for something that the title would not show. */
const pointsElsewhere = /:\/\/|\bt\.me\/|@|#\p{L}/u;

/**
 * The title of a message of one short line: the line itself without its hashtags, as an editor would print it. A model could only repeat it, or say less.
 *
 * @returns null when the message is longer, has no word, or is a link, mention or hashtag in part
 */
export function knownTitle(text: string): string | null {
  const line = text.trim().replace(hashtags, '');
  if (line.length > longest || /[\r\n]/.test(line) || pointsElsewhere.test(line) || !/\p{L}{2}/u.test(line)) {
    return null;
  }
  const plain = cleanModelText(line.replace(emoji, ' '), { longest, source: line });
  const title = plain.replace(/(?<!\.)\.$|[\s,;:–—-]+$/u, '');
  return title.split(' ').length > mostWords || !/\p{L}{2}/u.test(title) || saysNothing(title) ? null : title;
}
