import type { Selectable } from 'kysely';
import type { ApiKey, Scope } from '../../../domain/api-key.ts';
import { decodeInstant, decodeJson, decodeNullableInstant } from '../decode-column.ts';
import type { ApiKeysTable } from '../schema/ingestion-schema.ts';

/** Without its hash. */
export function toApiKey(row: Omit<Selectable<ApiKeysTable>, 'secret_hash'>): ApiKey {
  return {
    keyId: row.key_id,
    userId: row.user_id,
    label: row.label,
    scopes: decodeJson<Scope[]>(row.scopes),
    createdAt: decodeInstant(row.created_at),
    expiresAt: decodeNullableInstant(row.expires_at),
    revokedAt: decodeNullableInstant(row.revoked_at),
    lastUsedAt: decodeNullableInstant(row.last_used_at),
  };
}
