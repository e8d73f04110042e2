/** Items on their way to a model that may fail before it answered all that it took. */
export interface FallbackSource<Item> {
  /** For the first model. Never closed by it. */
  items: AsyncIterable<Item>;
  /** The item has an outcome and is forgotten. */
  settle(id: string): void;
  /** For the model that takes over: what was taken and has no outcome, then what nobody took. */
  rest(): AsyncGenerator<Item>;
  close(): Promise<void>;
}

/** Keeps what was taken and not answered, nothing else: as many items as the first model has in hand. */
export function createFallbackSource<Item extends { id: string }>(
  items: Iterable<Item> | AsyncIterable<Item>,
): FallbackSource<Item> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const unanswered = new Map<string, Item>();
  let isTakenOver = false;
  /** Ends with the last pull of the first model: what it was about to take is not lost when it fails meanwhile. */
  let lastPull: Promise<unknown> = Promise.resolve();

  return {
    items: { [Symbol.asyncIterator]: () => ({ next: pull }) },
    settle: (id) => unanswered.delete(id),
    async *rest() {
      isTakenOver = true;
      await lastPull;
      for (const item of [...unanswered.values()]) {
        unanswered.delete(item.id);
        yield item;
      }
      for (let taken = await iterator.next(); !taken.done; taken = await iterator.next()) {
        yield taken.value;
      }
    },
    async close() {
      await iterator.return?.();
    },
  };

  function pull(): Promise<IteratorResult<Item>> {
    const pulled = lastPull.then(take);
    lastPull = pulled.catch(() => undefined);
    return pulled;
  }

  async function take(): Promise<IteratorResult<Item>> {
    if (isTakenOver) {
      return { done: true, value: undefined };
    }
    const taken = await iterator.next();
    if (!taken.done) {
      unanswered.set(taken.value.id, taken.value);
    }
    return taken;
  }
}
