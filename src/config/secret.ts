import { inspect } from 'node:util';

const shownAs = '(secret)';

/** A value that no log, error, JSON or string can show by accident: only `reveal` hands it out. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return shownAs;
  }

  toJSON(): string {
    return shownAs;
  }

  [inspect.custom](): string {
    return shownAs;
  }
}
