import { z } from 'zod';
import { type ApiKey, scopes } from '../../domain/api-key.ts';
import { compareText } from '../../lib/compare-text.ts';
import { createKey } from '../../pipeline/create-key.ts';
import { listKeys } from '../../pipeline/list-keys.ts';
import { revokeKey } from '../../pipeline/revoke-key.ts';
import { pageQuerySchema, pageSchema, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';

const keyAnswerSchema = z.object({
  key_id: z.string(),
  label: z.string(),
  scopes: z.array(z.enum(scopes)),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
  last_used_at: z.string().nullable().describe('To the minute'),
});

export const keysRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/keys',
    summary: 'What is known of keys, by id: those of who asks, for an admin those of everybody',
    tag: 'users',
    needs: 'read',
    query: pageQuerySchema,
    answer: pageSchema(
      keyAnswerSchema.extend({ user: z.string(), state: z.enum(['active', 'expired', 'revoked', 'user_disabled']) }),
    ),
    async handle({ application, caller, query }) {
      const keys = await listKeys(application, null);
      const seen = caller.may.includes('admin') ? keys : keys.filter(({ userId }) => userId === caller.userId);
      seen.sort((left, right) => compareText(left.keyId, right.keyId));
      const { items, next } = toPage(seen, query, ({ keyId }) => keyId);
      return { items: items.map((key) => ({ ...toKeyAnswer(key), user: key.userName, state: key.state })), next };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/keys',
    summary: 'Make a key for a user; its text is in this answer and nowhere else ever',
    tag: 'users',
    needs: 'admin',
    body: z.strictObject({
      user: z.string().max(200).describe('Name of the user'),
      label: z.string().max(200).default('').describe('Where it will be used'),
      scopes: z.array(z.enum(scopes)).min(1),
      expires: z.string().max(40).default('none').describe('A number of days, a day (UTC, included), or none'),
    }),
    status: 201,
    answer: keyAnswerSchema.extend({
      key_text: z.string().nullable().describe('Null when the request was repeated under its Idempotency-Key'),
    }),
    errors: ['usage_invalid', 'user_unknown', 'user_disabled', 'scope_not_allowed'],
    withoutSecret: (answer) => ({ ...answer, key_text: null }),
    async handle({ application, body: { user, ...wanted } }) {
      const { apiKey, keyText } = await createKey(application, user, wanted);
      return { ...toKeyAnswer(apiKey), key_text: keyText };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/keys/{key_id}',
    summary: 'Make a key useless for ever',
    tag: 'users',
    needs: 'admin',
    parameters: z.object({ key_id: z.string() }),
    answer: keyAnswerSchema,
    errors: ['key_unknown'],
    handle: async ({ application, parameters }) => toKeyAnswer(await revokeKey(application, parameters.key_id)),
  }),
];

function toKeyAnswer(key: ApiKey): z.input<typeof keyAnswerSchema> {
  return {
    key_id: key.keyId,
    label: key.label,
    scopes: [...key.scopes],
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
    last_used_at: key.lastUsedAt,
  };
}
