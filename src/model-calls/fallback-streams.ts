/** Streams that are read side by side as one; more may join while it is read. */
export interface MergedStreams<Value> {
  add(stream: AsyncIterable<Value>): void;
  /**
   * Values as they come, until all streams have ended.
   *
   * @throws what the first stream that failed threw, after the others have ended
   */
  values(): AsyncGenerator<Value>;
}

interface Pulled<Value> {
  iterator: AsyncIterator<Value>;
  result: IteratorResult<Value> | { failure: unknown };
}

/** One value of each stream is asked for at a time: who reads slowly slows all of them down. */
export function createMergedStreams<Value>(): MergedStreams<Value> {
  const open = new Set<AsyncIterator<Value>>();
  const pulls = new Map<AsyncIterator<Value>, Promise<Pulled<Value>>>();

  return {
    add(stream) {
      const iterator = stream[Symbol.asyncIterator]();
      open.add(iterator);
      pull(iterator);
    },
    async *values() {
      const failures: unknown[] = [];
      try {
        while (pulls.size > 0) {
          const { iterator, result } = await Promise.race(pulls.values());
          pulls.delete(iterator);
          if ('failure' in result) {
            open.delete(iterator);
            failures.push(result.failure);
          } else if (result.done) {
            open.delete(iterator);
          } else {
            yield result.value;
            pull(iterator);
          }
        }
      } finally {
        await Promise.allSettled([...open].map((iterator) => iterator.return?.()));
      }
      if (failures.length > 0) {
        throw failures[0];
      }
    },
  };

  function pull(iterator: AsyncIterator<Value>): void {
    const pulled = iterator.next().then(
      (result) => ({ iterator, result }),
      (failure: unknown) => ({ iterator, result: { failure } }),
    );
    pulls.set(iterator, pulled);
  }
}
