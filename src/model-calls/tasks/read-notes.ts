/** A note of a model: what kind it is and what it says. */
export interface Note {
  kind: string;
  value: string;
}

const mostNotes = 100;

/** Reads notes of the form `kind: value`; others are left out. The form is half as long as objects. */
export function readNotes(texts: readonly string[]): Note[] {
  return texts.slice(0, mostNotes).flatMap((text) => {
    const [, kind, value] = /^\s*([a-z]{2,12})\s*(?:[:=]\s*([\s\S]{0,500}))?$/i.exec(text) ?? [];
    return kind === undefined ? [] : [{ kind: kind.toLowerCase(), value: (value ?? '').trim() }];
  });
}
