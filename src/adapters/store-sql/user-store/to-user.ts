import type { Selectable } from 'kysely';
import type { User } from '../../../domain/user.ts';
import { decodeInstant, decodeNullableInstant } from '../decode-column.ts';
import type { UsersTable } from '../schema/ingestion-schema.ts';

export function toUser(row: Omit<Selectable<UsersTable>, 'name_key'>): User {
  return {
    userId: row.user_id,
    name: row.name,
    role: row.role,
    createdAt: decodeInstant(row.created_at),
    disabledAt: decodeNullableInstant(row.disabled_at),
  };
}
