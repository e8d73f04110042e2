/** What a server gave to ask by whether a page has changed. */
export interface PageMark {
  etag: string | null;
  lastModified: string | null;
}

interface KnownPage extends PageMark {
  text: string;
}

/** Characters of all pages together. */
const mostKept = 16 << 20;

/** Pages that a server can be asked about; those that were not used for longest go first. */
export class PageMemory {
  readonly #pages = new Map<string, KnownPage>();
  #kept = 0;

  find(path: string): KnownPage | undefined {
    const page = this.#pages.get(path);
    if (page) {
      this.#pages.delete(path);
      this.#pages.set(path, page);
    }
    return page;
  }

  /** A page without a mark is not kept: nothing could be asked about it. */
  keep(path: string, page: KnownPage): void {
    this.#forget(path);
    if (page.etag === null && page.lastModified === null) {
      return;
    }
    this.#pages.set(path, page);
    this.#kept += page.text.length;
    for (const oldest of this.#pages.keys()) {
      if (this.#kept <= mostKept) {
        return;
      }
      this.#forget(oldest);
    }
  }

  #forget(path: string): void {
    this.#kept -= this.#pages.get(path)?.text.length ?? 0;
    this.#pages.delete(path);
  }
}
