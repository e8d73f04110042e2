import { z } from 'zod';
import type { Source } from '../../domain/source.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { compareText } from '../../lib/compare-text.ts';
import { addSource } from '../../pipeline/add-source.ts';
import { changeSource, pauseSource, resumeSource, type SourceSettings } from '../../pipeline/change-source.ts';
import { countRemoval, removeSource } from '../../pipeline/remove-source.ts';
import { pageQuerySchema, pageSchema, toPage } from '../page.ts';
import { type Caller, defineRoute } from '../route.ts';
import { dayField } from '../time-fields.ts';
import type { Visible } from '../visible.ts';

export const sourceAnswerSchema = z.object({
  source_id: z.string(),
  channel_id: z.string().nullable().describe('Null until first contact'),
  username: z.string().nullable(),
  title: z.string().nullable(),
  kind: z.enum(['channel', 'supergroup', 'group', 'personal', 'unknown']),
  via: z.enum(['export', 'web', 'mtproto']),
  status: z.enum(['active', 'paused', 'error']),
  status_code: z.string().nullable().describe('The error behind the status'),
  poll_interval: z.number().nullable().describe('Seconds between two polls'),
  rate_limited_until: z.string().nullable(),
  include_comments: z.boolean(),
  history_from: z.string().nullable(),
  history_to: z.string().nullable(),
  is_shared: z.boolean().describe('Of the workspace that everybody sees'),
  created_at: z.string(),
  updated_at: z.string(),
});

const settingFields = {
  via: z.enum(['web', 'mtproto']).optional().describe('How it is read: by its public preview, or with the account'),
  include_comments: z.boolean().optional(),
  history_from: dayField.nullable().optional().describe('Only messages from this day on (UTC, included)'),
  history_to: dayField.nullable().optional().describe('Only messages up to this day (UTC, included)'),
  poll_interval: z.int().min(1).nullable().optional().describe('Seconds between two polls'),
};
const sourceParameters = z.object({ source: z.string().describe('Source id, @name, t.me link or channel id') });

const removalSchema = z.object({
  source_id: z.string(),
  is_removed: z.boolean(),
  raw_messages: z.number(),
  documents: z.number(),
  topics: z.number(),
  channel_sets: z.array(z.object({ name: z.string(), topics: z.number() })).describe('Sets that go with it'),
});

export const sourcesRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/sources',
    summary: 'The registered channels and groups, by id',
    tag: 'sources',
    needs: 'read',
    query: pageQuerySchema,
    answer: pageSchema(sourceAnswerSchema),
    async handle({ visible, query }) {
      const sources = await visible.sources();
      sources.sort((left, right) => compareText(left.sourceId, right.sourceId));
      const { items, next } = toPage(sources, query, ({ sourceId }) => sourceId);
      return { items: items.map(toSourceAnswer), next };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/sources/{source}',
    summary: 'One source',
    tag: 'sources',
    needs: 'read',
    parameters: sourceParameters,
    answer: sourceAnswerSchema,
    errors: ['not_found'],
    handle: async ({ visible, parameters }) => toSourceAnswer(await visible.source(parameters.source)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/sources',
    summary: 'Register a channel or group, whose owner is who asks',
    tag: 'sources',
    needs: 'manage',
    body: z.strictObject({
      source_id: z
        .string()
        .regex(/^[\p{L}\p{N}._-]{1,100}$/u)
        .optional()
        .describe('Default: its name, or its id'),
      channel_id: z
        .string()
        .regex(/^-?\d{1,20}$/)
        .optional(),
      channel_username: z
        .string()
        .regex(/^@?\w{1,64}$/)
        .optional(),
      ...settingFields,
      is_shared: z.boolean().default(false).describe('For everybody; admins only'),
    }),
    status: 201,
    answer: sourceAnswerSchema,
    errors: ['usage_invalid', 'source_exists', 'not_allowed'],
    async handle({ application, caller, visible, body }) {
      const { source_id: sourceId, channel_id: channelId, channel_username: channelUsername, is_shared: isShared } = body;
      requireAdmin(caller, isShared);
      const source = await addSource(application, {
        ...{ sourceId, channelId, channelUsername, ownerId: isShared ? undefined : (caller.ownerId ?? undefined) },
        settings: { via: 'web', ...toSettings(body) },
      }).catch(async (error: unknown) => {
        throw await withoutForeignName(error, visible, [sourceId, channelId, channelUsername]);
      });
      return toSourceAnswer(source);
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/sources/{source}',
    summary: 'Set how a source is read, and whose it is; what is left out stays',
    tag: 'sources',
    needs: 'manage',
    parameters: sourceParameters,
    body: z.strictObject({
      ...settingFields,
      owner: z.string().nullable().optional().describe('Name of a user, or null for everybody; admins only'),
    }),
    answer: sourceAnswerSchema,
    errors: ['not_found', 'not_allowed', 'user_unknown'],
    async handle({ application, caller, visible, parameters, body: { owner, ...settings } }) {
      const { sourceId } = await visible.source(parameters.source);
      requireAdmin(caller, owner !== undefined);
      return toSourceAnswer(await changeSource(application, sourceId, { ...toSettings(settings), owner }));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/sources/{source}/pause',
    summary: 'Keep every run from reading a source',
    tag: 'sources',
    needs: 'manage',
    parameters: sourceParameters,
    answer: sourceAnswerSchema,
    errors: ['not_found'],
    handle: async ({ application, visible, parameters }) =>
      toSourceAnswer(await pauseSource(application, (await visible.source(parameters.source)).sourceId)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/sources/{source}/resume',
    summary: 'Let a source that was paused, or whose channel could not be read, go on',
    tag: 'sources',
    needs: 'manage',
    parameters: sourceParameters,
    answer: sourceAnswerSchema,
    errors: ['not_found'],
    handle: async ({ application, visible, parameters }) =>
      toSourceAnswer(await resumeSource(application, (await visible.source(parameters.source)).sourceId)),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/sources/{source}',
    summary: 'Delete a source with all its data; without `confirm` only count what that would be',
    tag: 'sources',
    needs: 'manage',
    parameters: sourceParameters,
    query: z.object({ confirm: z.string().optional().describe('The source_id, so that nothing is deleted by mistake') }),
    answer: removalSchema,
    errors: ['not_found', 'step_locked', 'usage_invalid'],
    async handle({ application, visible, parameters, query: { confirm } }) {
      const source = await visible.source(parameters.source);
      const { sourceId: source_id } = source;
      if (confirm === undefined) {
        return { source_id, is_removed: false, ...(await countRemoval(application, source)) };
      }
      if (confirm !== source_id) {
        throw new TgParserError('usage_invalid', 'Nothing was deleted: `confirm` is not the id of the source', {
          hint: 'Ask without it to see the id and what would be deleted.',
        });
      }
      return { source_id, is_removed: true, ...(await removeSource(application, source)) };
    },
  }),
];

function requireAdmin({ role }: Caller, isWanted: boolean): void {
  if (isWanted && role !== 'admin') {
    throw new TgParserError('not_allowed', 'Only an admin may say whose a source is', {
      hint: 'Leave it out: a source that you register is yours.',
    });
  }
}

/** Who has registered a channel, and under which name, is nobody's business who does not see the source. */
async function withoutForeignName(error: unknown, visible: Visible, names: readonly (string | undefined)[]): Promise<unknown> {
  if (!(error instanceof TgParserError) || error.code !== 'source_exists') {
    return error;
  }
  for (const name of names) {
    const own = name === undefined ? null : await visible.source(name).catch(() => null);
    if (own !== null) {
      return new TgParserError('source_exists', `Source "${own.sourceId}" is there already`, {
        hint: `PATCH /api/v1/sources/${own.sourceId} changes it.`,
      });
    }
  }
  return new TgParserError('source_exists', 'The channel, or the id, has a source already, which this key does not see', {
    hint: 'Ask an admin to share it, or choose another source_id.',
  });
}

function toSettings({
  via,
  include_comments: includeComments,
  history_from: from,
  history_to: to,
  poll_interval: pollInterval,
}: z.output<z.ZodObject<typeof settingFields>>): SourceSettings {
  return {
    ...(via === undefined ? {} : { via }),
    ...(includeComments === undefined ? {} : { includeComments }),
    ...(from === undefined ? {} : { historyFrom: from === null ? null : `${from}T00:00:00Z` }),
    ...(to === undefined ? {} : { historyTo: to === null ? null : `${to}T23:59:59Z` }),
    ...(pollInterval === undefined ? {} : { pollInterval }),
  };
}

/** What the operator's machine looks like, such as the path of an export, is nobody else's business. */
function toSourceAnswer(source: Source): z.input<typeof sourceAnswerSchema> {
  return {
    source_id: source.sourceId,
    channel_id: source.channelId,
    username: source.username,
    title: source.title,
    kind: source.kind,
    via: source.via,
    status: source.status,
    status_code: source.statusCode,
    poll_interval: source.pollInterval,
    rate_limited_until: source.rateLimitedUntil,
    include_comments: source.includeComments,
    history_from: source.historyFrom,
    history_to: source.historyTo,
    is_shared: source.ownerId === null,
    created_at: source.createdAt,
    updated_at: source.updatedAt,
  };
}
