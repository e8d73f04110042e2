const segmenters = new Map<string, Intl.Segmenter>();
/** Written without spaces: where a sentence ends is not a matter of a full stop and a space. */
const unspaced = new Set(['zh', 'ja', 'th', 'km', 'lo', 'my']);
/** A full stop after one of these ends no sentence. */
const abbreviation =
  /(?:^|[\s(«"])(?:г|гг|т\.?\s?[едкп]|им|ул|стр|рис|руб|коп|тыс|млн|млрд|см|ср|др|пр|проф|акад|etc|e\.?g|i\.?e|vs|mr|mrs|ms|dr|prof|inc|ltd|no|st|approx|bzw|z\.\s?b|usw|d\.\s?h|ca|nr|str|sr|sra|dra|pág|ej|\p{Lu})\.$/iu;
const ending = /[.!?…؟۔]+["'»”)\]]*(?=\s|$)|\n+/gu;

/**
 * Sentences of a text, trimmed, in order; a line break ends a sentence.
 *
 * @param language ISO 639-1
 */
export function splitSentences(text: string, language: string): string[] {
  if (unspaced.has(language)) {
    return segment(text, language);
  }
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(ending)) {
    const end = match.index + match[0].length;
    const candidate = text.slice(start, end);
    // The tail is all that the pattern looks at: a long sentence is not read again for each full stop in it.
    if (!match[0].startsWith('\n') && abbreviation.test(candidate.slice(-24))) {
      continue;
    }
    sentences.push(candidate.trim());
    start = end;
  }
  sentences.push(text.slice(start).trim());
  return sentences.filter((sentence) => sentence !== '');
}

function segment(text: string, language: string): string[] {
  let segmenter = segmenters.get(language);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
    segmenters.set(language, segmenter);
  }
  return Array.from(segmenter.segment(text), ({ segment: sentence }) => sentence.trim()).filter((sentence) => sentence !== '');
}
