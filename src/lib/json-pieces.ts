import { JsonList } from './json-list.ts';

export interface JsonLayout {
  /** Spaces for each level; 0 puts all on one line. Default 0. */
  indent?: number;
  /** Level at which the value stands. Default 0. */
  level?: number;
}

/**
 * The text that `JSON.stringify(value, null, indent)` would give, in pieces: objects field by field, each `JsonList` part by part.
 *
 * @param value what JSON can hold, and `JsonList`s; fields that are undefined are left out, as JSON.stringify does
 */
export async function* jsonPieces(value: unknown, { indent = 0, level = 0 }: JsonLayout = {}): AsyncGenerator<string> {
  const lineBreak = (at: number) => (indent === 0 ? '' : `\n${' '.repeat(indent * at)}`);
  // Inside JSON text a line break is only ever part of the layout.
  const write = (part: unknown) => (JSON.stringify(part, null, indent) ?? 'null').replaceAll('\n', lineBreak(level));
  if (value instanceof JsonList) {
    let separator = '[';
    for await (const part of value.parts) {
      if (part !== '[]') {
        const list = indent === 0 ? part : write(JSON.parse(part));
        yield `${separator}${list.slice(1, -1 - lineBreak(level).length)}`;
        separator = ',';
      }
    }
    yield separator === '[' ? '[]' : `${lineBreak(level)}]`;
  } else if (isRecord(value)) {
    let separator = '{';
    for (const [name, field] of Object.entries(value).filter(([, one]) => one !== undefined)) {
      yield `${separator}${lineBreak(level + 1)}${JSON.stringify(name)}:${indent === 0 ? '' : ' '}`;
      yield* jsonPieces(field, { indent, level: level + 1 });
      separator = ',';
    }
    yield separator === '{' ? '{}' : `${lineBreak(level)}}`;
  } else {
    yield indent === 0 ? (JSON.stringify(value) ?? 'null') : write(value);
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
