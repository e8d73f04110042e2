import { fieldOf } from './field-of.ts';
import type { AnswerReader } from './read-answer.ts';

/** So much the provider's clock may be behind ours. */
const clocksDifferInMs = 10 * 60_000;

/**
 * The batches of an account that are not older than a time, newest first, as providers list them: in pages with `data`, `has_more` and `last_id`.
 *
 * @param list its path, the parameter that names the last batch of the page before, and how to read when a batch was made, in milliseconds
 */
export async function* batchesSince(
  { client, context }: AnswerReader,
  since: Date,
  list: { path: string; after: string; createdAt: (batch: unknown) => number },
): AsyncGenerator<unknown> {
  const earliest = since.getTime() - clocksDifferInMs;
  for (let after = ''; ; ) {
    const { body } = await client.json({ method: 'GET', path: `${list.path}?limit=100${after}` }, context);
    const page = fieldOf(body, 'data');
    for (const batch of Array.isArray(page) ? page : []) {
      if (list.createdAt(batch) < earliest) {
        return;
      }
      yield batch;
    }
    const last = fieldOf(body, 'last_id');
    if (fieldOf(body, 'has_more') !== true || typeof last !== 'string') {
      return;
    }
    after = `&${list.after}=${encodeURIComponent(last)}`;
  }
}
