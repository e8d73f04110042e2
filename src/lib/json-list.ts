/** Stands in a value for a list that is too long to be held: `jsonPieces` writes it part by part. */
export class JsonList {
  /** Each is the JSON text of a list, on one line, with the elements that come next. */
  readonly parts: AsyncIterable<string> | Iterable<string>;

  constructor(parts: AsyncIterable<string> | Iterable<string>) {
    this.parts = parts;
  }
}
