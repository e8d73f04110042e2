import type { Kysely } from 'kysely';
import { listQuery } from '../list-query.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';

/** See `TopicStore.takenIds`. Compiled once for a store, never for the module: two stores may be on two engines. */
export function createTakenIds(): (reader: Kysely<ProcessingSchema>, topicIds: readonly string[]) => Promise<Set<string>> {
  const selectLiving = createSelectIds('topics');
  // A topic that is in no catalogue any more still has its history.
  const selectFormer = createSelectIds('topic_versions');
  return async (reader, topicIds) => {
    const rows = [...(await selectLiving(reader, [], topicIds)), ...(await selectFormer(reader, [], topicIds))];
    return new Set(rows.map(({ topic_id }) => topic_id));
  };
}

function createSelectIds(table: 'topics' | 'topic_versions') {
  return listQuery((reader: Kysely<ProcessingSchema>, _: readonly [], ids: string[]) =>
    reader.selectFrom(table).select('topic_id').distinct().where('topic_id', 'in', ids),
  );
}
