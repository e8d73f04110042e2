import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const authorNames: Migration = {
  name: '0003_author_names',
  summary: 'authors by name where a source tells no ids, so that conversations can be followed',

  async up(database) {
    const messages = sql.table('messages');
    const versions = sql.table('message_versions');
    await sql`
      update ${messages} set author_id = (
        select 'name:' || (version.record -> 'author' ->> 'name')
        from ${versions} as version
        where version.channel_id = ${messages}.channel_id and version.space = ${messages}.space
          and version.message_id = ${messages}.message_id and version.version = ${messages}.current_version
      ) where author_id is null`.execute(database);
  },

  async down(database) {
    await sql`update ${sql.table('messages')} set author_id = null where author_id like 'name:%'`.execute(database);
  },
};
