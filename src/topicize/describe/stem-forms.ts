import type { WrittenWord } from './written-words.ts';

/** How often each stem was written in which form. */
export class StemForms {
  readonly #known: ReadonlySet<string>;
  readonly #forms = new Map<string, Map<string, number>>();

  /** @param known the stems that matter: others are not remembered */
  constructor(known: ReadonlySet<string>) {
    this.#known = known;
  }

  add(words: Iterable<WrittenWord | null>): this {
    for (const word of words) {
      if (word && this.#known.has(word.stem)) {
        const forms = this.#forms.get(word.stem) ?? new Map<string, number>();
        this.#forms.set(word.stem, forms.set(word.form, (forms.get(word.form) ?? 0) + 1));
      }
    }
    return this;
  }

  of(stem: string): ReadonlyMap<string, number> | undefined {
    return this.#forms.get(stem);
  }
}
