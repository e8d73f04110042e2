import { z } from 'zod';
import { roles, type User } from '../../domain/user.ts';
import { compareText } from '../../lib/compare-text.ts';
import { changeUser } from '../../pipeline/change-user.ts';
import { createUser } from '../../pipeline/create-user.ts';
import { listUsers } from '../../pipeline/list-users.ts';
import { pageQuerySchema, pageSchema, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';

const userAnswerSchema = z.object({
  user_id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  created_at: z.string(),
  disabled_at: z.string().nullable(),
});

export const usersRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/users',
    summary: 'The users of the API, by id',
    tag: 'users',
    needs: 'admin',
    query: pageQuerySchema,
    answer: pageSchema(userAnswerSchema.extend({ active_keys: z.number().describe('Keys that work now') })),
    async handle({ application, query }) {
      const users = await listUsers(application);
      users.sort((left, right) => compareText(left.userId, right.userId));
      const { items, next } = toPage(users, query, ({ userId }) => userId);
      return { items: items.map((user) => ({ ...toUserAnswer(user), active_keys: user.activeKeys })), next };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/users',
    summary: 'Make a user, who can do nothing before there is a key',
    tag: 'users',
    needs: 'admin',
    body: z.strictObject({ name: z.string().max(200), role: z.enum(roles) }),
    status: 201,
    answer: userAnswerSchema,
    errors: ['usage_invalid', 'user_exists'],
    handle: async ({ application, body }) => toUserAnswer(await createUser(application, body)),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/users/{name}',
    summary: 'Give a user another role, or stop or restore all keys of the user',
    tag: 'users',
    needs: 'admin',
    parameters: z.object({ name: z.string() }),
    body: z.strictObject({ role: z.enum(roles).optional(), is_disabled: z.boolean().optional() }),
    answer: userAnswerSchema,
    errors: ['user_unknown', 'last_admin'],
    handle: async ({ application, parameters: { name }, body: { role, is_disabled: isDisabled } }) =>
      toUserAnswer(await changeUser(application, name, { role, isDisabled })),
  }),
];

function toUserAnswer({ userId, name, role, createdAt, disabledAt }: User): z.input<typeof userAnswerSchema> {
  return { user_id: userId, name, role, created_at: createdAt, disabled_at: disabledAt };
}
