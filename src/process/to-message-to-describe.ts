import type { MessageToDescribe } from '../ports/describe-messages.ts';
import type { PreparedUnit } from './prepare-unit.ts';

/** A title and a summary do not need more; the clean text is stored whole. */
const mostCharacters = 20_000;

/** What a model is told of a unit. @param contexts what comments stand under, by their source_ref */
export function toMessageToDescribe(
  { unit, text, language, entities }: PreparedUnit,
  contexts: ReadonlyMap<string, string>,
): MessageToDescribe {
  const id = unit.first.message.source_ref;
  return { id, text: shorten(text), context: contexts.get(id) ?? null, language, entities };
}

/** At the border of a word, and never in the middle of a character. */
function shorten(text: string): string {
  if (text.length <= mostCharacters) {
    return text;
  }
  const cut = text.slice(0, mostCharacters);
  const space = cut.search(/\s\S*$/);
  return (space > mostCharacters - 200 ? cut.slice(0, space) : cut).toWellFormed();
}
