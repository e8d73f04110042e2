import type { Transaction } from 'kysely';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { User, UserChange } from '../../../domain/user.ts';
import type { IngestionSchema } from '../schema/ingestion-schema.ts';
import { toUser } from './to-user.ts';

/** In a transaction that holds the lock of users. */
export async function changeUser(
  transaction: Transaction<IngestionSchema>,
  userId: string,
  { role, disabledAt }: UserChange,
): Promise<User> {
  const row = await transaction.selectFrom('users').selectAll().where('user_id', '=', userId).executeTakeFirst();
  if (!row) {
    throw new TgParserError('user_unknown', `No user has the id "${userId}"`, {
      hint: 'List the users with "tg-parser users list".',
    });
  }
  const before = toUser(row);
  const after: User = {
    ...before,
    ...(role === undefined ? {} : { role }),
    ...(disabledAt === undefined ? {} : { disabledAt }),
  };
  if (isActiveAdmin(before) && !isActiveAdmin(after)) {
    await requireOtherAdmin(transaction, before);
  }
  await transaction
    .updateTable('users')
    .set({ role: after.role, disabled_at: after.disabledAt })
    .where('user_id', '=', userId)
    .execute();
  return after;
}

function isActiveAdmin({ role, disabledAt }: User): boolean {
  return role === 'admin' && disabledAt === null;
}

async function requireOtherAdmin(transaction: Transaction<IngestionSchema>, { userId, name }: User): Promise<void> {
  const other = await transaction
    .selectFrom('users')
    .select('user_id')
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .where('user_id', '<>', userId)
    .executeTakeFirst();
  if (!other) {
    throw new TgParserError('last_admin', `"${name}" is the last admin who is not disabled`, {
      hint: 'Make somebody else admin first: tg-parser users set NAME --role admin',
    });
  }
}
