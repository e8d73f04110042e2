import type { UnknownShape } from '../../ports/message-source.ts';

/** A hostile export could invent a new name in each message. */
const mostShapes = 200;

/** Counts fields and types that the reader does not know, so that a new one is seen and not lost in silence. */
export class ShapeCounter {
  readonly #counts = new Map<string, number>();

  /** @param shape for example `field:paid_stars` */
  count(shape: string): void {
    const name = shape.slice(0, 80);
    if (this.#counts.has(name) || this.#counts.size < mostShapes) {
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    }
  }

  /** Most frequent first. */
  list(): UnknownShape[] {
    return [...this.#counts]
      .map(([shape, count]) => ({ shape, count }))
      .sort((left, right) => right.count - left.count || (left.shape < right.shape ? -1 : 1));
  }
}
