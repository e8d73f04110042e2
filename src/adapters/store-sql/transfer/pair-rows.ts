import { compareKeys } from './compare-keys.ts';
import type { Row } from './transferable-database.ts';

/** Rows with the same key; null where one side has none. */
export type RowPair = { left: Row; right: Row } | { left: Row; right: null } | { left: null; right: Row };

/** The rows of the left side, in order. */
export function leftRows(pairs: readonly RowPair[]): Row[] {
  return pairs.flatMap(({ left }) => (left === null ? [] : [left]));
}

export function rightRows(pairs: readonly RowPair[]): Row[] {
  return pairs.flatMap(({ right }) => (right === null ? [] : [right]));
}

/** Walks through two tables in the order of their keys and puts together what belongs together, in batches. */
export async function* pairRows(
  left: AsyncIterable<Row[]>,
  right: AsyncIterable<Row[]>,
  key: readonly string[],
): AsyncGenerator<RowPair[]> {
  const one = new PageReader(left);
  const other = new PageReader(right);
  try {
    for (;;) {
      const [hasLeft, hasRight] = [await one.fill(), await other.fill()];
      if (!hasLeft && !hasRight) {
        return;
      }
      const pairs: RowPair[] = [];
      while ((one.row || !hasLeft) && (other.row || !hasRight)) {
        const pair = pairOf(one.row, other.row, key);
        if (pair === null) {
          break;
        }
        pairs.push(pair);
        if (pair.left) {
          one.advance();
        }
        if (pair.right) {
          other.advance();
        }
      }
      yield pairs;
    }
  } finally {
    await one.close();
    await other.close();
  }
}

function pairOf(left: Row | null, right: Row | null, key: readonly string[]): RowPair | null {
  if (left && right) {
    const order = compareKeys(left, right, key);
    return order === 0 ? { left, right } : order < 0 ? { left, right: null } : { left: null, right };
  }
  return left ? { left, right: null } : right ? { left: null, right } : null;
}

class PageReader {
  readonly #pages: AsyncIterator<Row[]>;
  #page: Row[] = [];
  #at = 0;

  constructor(pages: AsyncIterable<Row[]>) {
    this.#pages = pages[Symbol.asyncIterator]();
  }

  /** Null behind the last row of the page. */
  get row(): Row | null {
    return this.#page[this.#at] ?? null;
  }

  advance(): void {
    this.#at += 1;
  }

  /** @returns false when there are no more rows */
  async fill(): Promise<boolean> {
    if (this.row === null) {
      const { done, value } = await this.#pages.next();
      this.#page = done ? [] : value;
      this.#at = 0;
    }
    return this.row !== null;
  }

  async close(): Promise<void> {
    await this.#pages.return?.();
  }
}
