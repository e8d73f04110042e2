import type { MessageToDescribe } from '../ports/describe-messages.ts';
import type { PreparedUnit } from './prepare-unit.ts';

/** A title and a summary do not need more; the clean text is stored whole. */
const mostCharacters = 20_000;

/** What a model is told of a unit. @param context what it stands under */
export function toMessageToDescribe(
  { unit, text, language, entities }: PreparedUnit,
  context: string | null,
): MessageToDescribe {
  return { id: unit.first.message.source_ref, text: shorten(text), context, language, entities };
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
