import type { TargetTopic } from '../../domain/target-topic.ts';
import { contentWords } from '../../lib/text/content-words.ts';
import { identifyLanguage } from '../../lib/text/identify-language.ts';
import type { LoadedChannel } from '../read/load-documents.ts';

/** A text of a target, read as those of documents are. */
export interface TargetText {
  text: string;
  /** Distinct stems that documents have, too, as places in `LoadedChannel.stems`. */
  stems: Int32Array;
  /** Distinct stems that no document has. */
  unknownStems: number;
}

export interface GatheredTarget {
  target: TargetTopic;
  /** The language of its title and description. */
  language: string;
  /** Title and description. */
  about: TargetText;
  examples: TargetText[];
  exclusions: TargetText[];
}

/** Reads what a person said of targets. Nothing is added to the channel: targets must not change what is found in it. */
export function gatherTargets(channel: LoadedChannel, targets: readonly TargetTopic[]): GatheredTarget[] {
  const placeOf = targets.length === 0 ? new Map() : new Map(channel.stems.map((stem, place) => [stem, place]));
  const used = [...new Set(channel.documents.map(({ language }) => language))].sort();
  return targets.map((target) => {
    const about = [target.title, target.description].filter(Boolean).join('\n\n');
    const language = languageOf(about, target);
    return {
      target,
      language,
      about: toText(about, language),
      examples: target.examples.map((text) => toText(text, languageOf(text, target))),
      exclusions: target.exclusions.map((text) => toText(text, languageOf(text, target))),
    };
  });

  /** A title is often too short to tell its language: then it is one in which the channel knows most of its words. */
  function languageOf(text: string, { language }: TargetTopic): string {
    const told = language ?? identifyLanguage(text).language;
    if (language !== null || used.includes(told)) {
      return channel.languageOf(told);
    }
    const main = channel.languageOf('und');
    let best = { language: main, known: toText(text, main).stems.length };
    for (const other of used) {
      const known = toText(text, other).stems.length;
      best = known > best.known ? { language: other, known } : best;
    }
    return best.language;
  }

  function toText(text: string, language: string): TargetText {
    const stems = new Set(contentWords(text, language).flatMap((word) => word?.stem ?? []));
    const known = [...stems].flatMap((stem) => placeOf.get(stem) ?? []);
    return { text, stems: Int32Array.from(known), unknownStems: stems.size - known.length };
  }
}
