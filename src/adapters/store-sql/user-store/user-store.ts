import type { Transaction } from 'kysely';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { User } from '../../../domain/user.ts';
import type { UserStore } from '../../../ports/user-store.ts';
import type { IngestionSchema } from '../schema/ingestion-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { changeUser } from './change-user.ts';
import { toApiKey } from './to-api-key.ts';
import { toUser } from './to-user.ts';

const keyColumns = ['key_id', 'user_id', 'label', 'scopes', 'created_at', 'expires_at', 'revoked_at', 'last_used_at'] as const;

export function createUserStore(database: SqlDatabase<IngestionSchema>): UserStore {
  /** For what follows from other rows: names that must be free, admins that must remain. */
  function writeUsers<Result>(work: (transaction: Transaction<IngestionSchema>) => Promise<Result>): Promise<Result> {
    return database.write(async (transaction) => {
      await database.lock(transaction, 'users');
      return work(transaction);
    });
  }

  async function findUserBy(column: 'user_id' | 'name_key', value: string): Promise<User | null> {
    const row = await database.read((reader) =>
      reader.selectFrom('users').selectAll().where(column, '=', value).executeTakeFirst(),
    );
    return row ? toUser(row) : null;
  }

  return {
    addUser: (user) => writeUsers((transaction) => addUser(transaction, user)),
    user: (userId) => findUserBy('user_id', userId),
    findUser: (name) => findUserBy('name_key', toNameKey(name)),

    users: () =>
      database.read(async (reader) => {
        const rows = await reader.selectFrom('users').selectAll().orderBy('name_key').execute();
        return rows.map(toUser);
      }),

    changeUser: (userId, change) => writeUsers((transaction) => changeUser(transaction, userId, change)),

    addKey: (key, secretHash) =>
      database.write(async (transaction) => {
        await transaction
          .insertInto('api_keys')
          .values({
            key_id: key.keyId,
            user_id: key.userId,
            label: key.label,
            scopes: JSON.stringify(key.scopes),
            secret_hash: secretHash,
            created_at: key.createdAt,
            expires_at: key.expiresAt,
            revoked_at: key.revokedAt,
            last_used_at: key.lastUsedAt,
          })
          .execute();
      }),

    keys: (userId) =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('api_keys')
          .select(keyColumns)
          .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
          .orderBy('created_at')
          .orderBy('key_id')
          .execute();
        return rows.map(toApiKey);
      }),

    // One query, so that a user who is disabled in between is not seen half.
    findKey: (keyId) =>
      database.read(async (reader) => {
        const row = await reader
          .selectFrom('api_keys')
          .innerJoin('users', 'users.user_id', 'api_keys.user_id')
          .selectAll('api_keys')
          .select(['users.name', 'users.role', 'users.created_at as user_created_at', 'users.disabled_at'])
          .where('api_keys.key_id', '=', keyId)
          .executeTakeFirst();
        return row
          ? {
              key: toApiKey(row),
              user: toUser({ ...row, created_at: row.user_created_at }),
              secretHash: row.secret_hash,
            }
          : null;
      }),

    revokeKey: (keyId, at) =>
      database.write(async (transaction) => {
        await transaction
          .updateTable('api_keys')
          .set({ revoked_at: at })
          .where('key_id', '=', keyId)
          .where('revoked_at', 'is', null)
          .execute();
        const row = await transaction.selectFrom('api_keys').select(keyColumns).where('key_id', '=', keyId).executeTakeFirst();
        if (!row) {
          throw new TgParserError('key_unknown', `No key has the id "${keyId}"`, {
            hint: 'List the keys with "tg-parser keys list".',
          });
        }
        return toApiKey(row);
      }),

    recordKeyUse: (keyId, at, before) =>
      database.write(async (transaction) => {
        await transaction
          .updateTable('api_keys')
          .set({ last_used_at: at })
          .where('key_id', '=', keyId)
          .where(({ or, eb }) => or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', before)]))
          .execute();
      }),
  };
}

async function addUser(transaction: Transaction<IngestionSchema>, user: User): Promise<void> {
  const taken = await transaction
    .selectFrom('users')
    .select('name')
    .where('name_key', '=', toNameKey(user.name))
    .executeTakeFirst();
  if (taken) {
    throw new TgParserError('user_exists', `User "${taken.name}" exists already`, {
      hint: `"tg-parser keys create ${taken.name}" makes another key, "tg-parser users set ${taken.name}" changes the role.`,
    });
  }
  await transaction
    .insertInto('users')
    .values({
      user_id: user.userId,
      name: user.name,
      name_key: toNameKey(user.name),
      role: user.role,
      created_at: user.createdAt,
      disabled_at: user.disabledAt,
    })
    .execute();
}

/** Two names that look the same are the same. */
function toNameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
