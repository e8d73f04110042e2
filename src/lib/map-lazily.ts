/** Each item mapped when it is asked for, so that only one result is alive at a time. */
export function* mapLazily<Item, Result>(items: Iterable<Item>, map: (item: Item) => Result): Generator<Result> {
  for (const item of items) {
    yield map(item);
  }
}
