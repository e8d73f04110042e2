import type { Migration } from '../migration.ts';

export const mergeProposals: Migration = {
  name: '0015_merge_proposals',
  summary: 'topics that a model proposes to merge, and pairs that a person wants apart',

  async up(database, types) {
    await database.schema
      .createTable('merge_proposals')
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('first_topic_id', types.key, (column) => column.notNull())
      .addColumn('second_topic_id', types.key, (column) => column.notNull())
      .addColumn('state', types.key, (column) => column.notNull())
      .addColumn('reason', types.text, (column) => column.notNull())
      .addColumn('model_id', types.text)
      .addColumn('changed_at', types.instant, (column) => column.notNull())
      .addPrimaryKeyConstraint('merge_proposals_primary', ['channel_id', 'first_topic_id', 'second_topic_id'])
      .execute();
  },

  async down(database) {
    await database.schema.dropTable('merge_proposals').execute();
  },
};
