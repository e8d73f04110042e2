/** What a model says of one item; fields are not checked yet. */
export type AnswerEntry = Readonly<Record<string, unknown>>;

/** What an object of JSON with a field begins with; prose has braces, too. */
const objectStart = /\{\s*"/g;
/** Prose that looks the same may still hide the answer: so often it is looked for again behind it. */
const mostStarts = 8;

/**
 * Finds what a model says of items in the text that it answered. An entry is a JSON object without objects in it that has an `id`. So
 * it does not matter what stands around entries: Markdown fences, prose, an envelope or none, an end that was cut off. An
 * entry that is not whole is none. Time grows with the length of the text; nothing is thrown.
 */
export function readAnswer(text: string): Map<number, AnswerEntry[]> {
  let attempts = 0;
  for (const { index } of text.matchAll(objectStart)) {
    const entries = entriesFrom(text, index);
    attempts += 1;
    if (entries.size > 0 || attempts === mostStarts) {
      return entries;
    }
  }
  return new Map();
}

function entriesFrom(text: string, start: number): Map<number, AnswerEntry[]> {
  const entries = new Map<number, AnswerEntry[]>();
  for (const source of innermostObjects(text, start)) {
    const entry = parseObject(source);
    const ordinal = ordinalOf(entry?.id);
    if (entry && ordinal !== null) {
      const same = entries.get(ordinal);
      if (same) {
        same.push(entry);
      } else {
        entries.set(ordinal, [entry]);
      }
    }
  }
  return entries;
}

/** Objects that hold none, by their braces; braces in strings do not count. */
function* innermostObjects(text: string, from: number): Generator<string> {
  let start = -1;
  let isInString = false;
  for (let place = from; place < text.length; place += 1) {
    const sign = text[place];
    if (isInString) {
      if (sign === '\\') {
        place += 1;
      } else if (sign === '"') {
        isInString = false;
      }
    } else if (sign === '{') {
      start = place;
    } else if (start >= 0 && sign === '"') {
      // Between objects there may be prose, with any quotation marks.
      isInString = true;
    } else if (start >= 0 && sign === '}') {
      yield text.slice(start, place + 1);
      start = -1;
    }
  }
}

function parseObject(source: string): AnswerEntry | null {
  if (!source.includes('"id"')) {
    return null;
  }
  return parseJson(source) ?? parseJson(mendJson(source));
}

function parseJson(source: string): AnswerEntry | null {
  try {
    return JSON.parse(source) as AnswerEntry;
  } catch {
    return null;
  }
}

/** Line breaks inside strings and commas behind the last field: what models without constrained output do most. */
function mendJson(source: string): string {
  const controls = /\p{Cc}/gu;
  return source.replace(/"(?:[^"\\]|\\[\s\S])*"|,(?=\s*[}\]])/g, (part) =>
    part === ',' ? '' : part.replace(controls, (sign) => JSON.stringify(sign).slice(1, -1)),
  );
}

/** Models write numbers as strings, too. */
function ordinalOf(id: unknown): number | null {
  const ordinal = typeof id === 'string' && /^\d{1,6}$/.test(id) ? Number(id) : id;
  return typeof ordinal === 'number' && Number.isSafeInteger(ordinal) && ordinal > 0 ? ordinal : null;
}
