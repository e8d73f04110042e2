import { wordsOf } from './words-of.ts';

/**
 * Whether something that was said of a message speaks of another message of the same call instead: all of its words, or two that follow one
 * another, stand in the other and not in its own. A message that gives orders to models says somewhere what it wants to have said.
 *
 * @param said a title or a label
 * @param own stems of the words of the message and its context
 * @param others the same of each other message of the call
 */
export function borrowsWords(said: string, own: ReadonlySet<string>, others: readonly ReadonlySet<string>[]): boolean {
  const words = wordsOf(said);
  const isForeign = words.map((word) => !own.has(word));
  return others.some((other) => {
    const isBorrowed = words.map((word, place) => isForeign[place] === true && other.has(word));
    const areAll = words.length > 0 && isBorrowed.every(Boolean);
    return areAll || isBorrowed.some((borrowed, place) => borrowed && isBorrowed[place + 1] === true);
  });
}
