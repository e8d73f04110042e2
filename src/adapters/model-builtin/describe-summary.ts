import type { AnalyzedSentence, TextAnalysis } from './describe-analysis.ts';
import { isGreeting } from './describe-greetings.ts';

/** Shorter texts are their own summary. */
const fewestCharacters = 300;
const fewestSentences = 3;
/** What can be read alone: not a heading, not a list without end. */
const shortestSentence = 30;
const longestSentence = 360;
const fewestWords = 5;

interface Candidate {
  sentence: AnalyzedSentence;
  index: number;
  score: number;
}

/**
 * One to three sentences of the text, verbatim and in their order: those that share the most subject words with the others,
 * early ones preferred. At most half as long as the text.
 *
 * @returns null when the text is too short, or no sentences of it stand for the rest
 */
export function summarize(analysis: TextAnalysis, title: string): string | null {
  const { sentences, length } = analysis;
  if (length < fewestCharacters || sentences.length < fewestSentences) {
    return null;
  }
  const candidates = rank(analysis, title);
  if (candidates.length < 2) {
    return null;
  }
  const wanted = length < 600 ? 1 : length < 1500 ? 2 : 3;
  const longest = Math.min(length / 2 - 1, 700);
  const chosen: Candidate[] = [];
  let total = 0;
  for (const candidate of candidates) {
    const more = candidate.sentence.text.length + (chosen.length > 0 ? 1 : 0);
    if (chosen.length < wanted && total + more <= longest && !chosen.some((other) => isAlike(other, candidate))) {
      chosen.push(candidate);
      total += more;
    }
  }
  return chosen.length === 0
    ? null
    : chosen
        .sort((left, right) => left.index - right.index)
        .map(({ sentence }) => withoutBullet(sentence.text))
        .join(' ');
}

function rank({ sentences }: TextAnalysis, title: string): Candidate[] {
  const subjects = sentences.map(subjectStems);
  const frequencies = new Map<string, number>();
  for (const stems of subjects) {
    for (const stem of stems) {
      frequencies.set(stem, (frequencies.get(stem) ?? 0) + 1);
    }
  }
  return sentences
    .map((sentence, index) => {
      const shared = sharedInformation(subjects[index] ?? new Set(), frequencies);
      return { sentence, index, score: score(sentence, index, { shared, title }) };
    })
    .filter((candidate) => candidate.score > 0)
    .sort((left, right) => right.score - left.score || left.index - right.index);
}

function subjectStems({ words }: AnalyzedSentence): Set<string> {
  const stems = new Set<string>();
  for (const { isStop, stem } of words) {
    if (!isStop) {
      stems.add(stem);
    }
  }
  return stems;
}

/** How much of a sentence others say too, in bits. */
function sharedInformation(stems: ReadonlySet<string>, frequencies: ReadonlyMap<string, number>): number {
  let shared = 0;
  for (const stem of stems) {
    shared += Math.log2(frequencies.get(stem) ?? 1);
  }
  return shared;
}

function score({ text, words }: AnalyzedSentence, index: number, { shared, title }: { shared: number; title: string }): number {
  const isReadable = text.length >= shortestSentence && text.length <= longestSentence && words.length >= fewestWords;
  if (!isReadable || text.includes('://') || isGreeting(text)) {
    return 0;
  }
  const plain = withoutBullet(text);
  if (/^[#@]/.test(plain)) {
    return 0;
  }
  const central = (1 + shared) / Math.sqrt(words.length);
  const early = 1 + 1 / (1 + index);
  // A question asks for the answer; what the title says already need not be said again; a list item leans on its list.
  const isWhole = /^[\p{L}\p{N}«"“„(]/u.test(text) && /[.!…»)؟۔。]$/u.test(text);
  const isRepeated = title.length > 20 && plain.startsWith(title.replace(/…$/, ''));
  return central * early * (isWhole ? 1 : 0.6) * (isRepeated ? 0.25 : 1) * (/[?؟]$/.test(text) ? 0.5 : 1);
}

/** Verbatim from its first word on: an emoji or a dash in front only makes sense in its list. */
function withoutBullet(sentence: string): string {
  return sentence.replace(/^[^\p{L}\p{N}«"“„'‘([#@+$€₽₴£¥]+/u, '');
}

/** More than half of the subject words in common. */
function isAlike(left: Candidate, right: Candidate): boolean {
  const known = subjectStems(left.sentence);
  const others = right.sentence.words.filter(({ isStop }) => !isStop);
  return others.length > 0 && others.filter(({ stem }) => known.has(stem)).length > others.length / 2;
}
