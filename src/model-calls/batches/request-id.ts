/**
 * Ids begin with the key of the batch, so that a batch is known by any of its results.
 *
 * @param place of the request in its batch, from 0
 */
export function requestIdOf(batchKey: string, place: number): string {
  return `${batchKey}_${place}`;
}
