import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';

interface Place {
  channel_id: string;
  space: number;
  message_id: number;
}

/** What the step reads and writes of the two tables. */
interface Tables {
  messages: Place & { author_id: string | null; current_version: number };
  message_versions: Place & { version: number; record: unknown };
}

export const authorNames: Migration = {
  name: '0003_author_names',
  summary: 'authors by name where a source tells no ids, so that conversations can be followed',

  async up(database: Kysely<unknown>) {
    await (database as Kysely<Tables>)
      .updateTable('messages')
      .set(({ selectFrom }) => ({
        author_id: selectFrom('message_versions as version')
          .select(({ ref }) => sql<string | null>`'name:' || (${ref('version.record')} -> 'author' ->> 'name')`.as('name'))
          .whereRef('version.channel_id', '=', 'messages.channel_id')
          .whereRef('version.space', '=', 'messages.space')
          .whereRef('version.message_id', '=', 'messages.message_id')
          .whereRef('version.version', '=', 'messages.current_version'),
      }))
      .where('author_id', 'is', null)
      .execute();
  },

  async down(database: Kysely<unknown>) {
    await (database as Kysely<Tables>)
      .updateTable('messages')
      .set({ author_id: null })
      .where('author_id', 'like', 'name:%')
      .execute();
  },
};
