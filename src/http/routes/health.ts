import { z } from 'zod';
import { databaseNames } from '../../ports/databases.ts';
import { defineRoute } from '../route.ts';

const readySchema = z.object({
  status: z.enum(['ready', 'not_ready']),
  databases: z.array(
    z.object({
      database: z.enum(databaseNames),
      status: z.enum(['ready', 'schema_not_at_head', 'unreachable']),
      latency_ms: z.number().nullable().describe('Null when it did not answer'),
    }),
  ),
});

export const healthRoutes = [
  defineRoute({
    method: 'get',
    path: '/health',
    summary: 'Whether the process is alive',
    tag: 'health',
    needs: null,
    answer: z.object({ status: z.literal('alive') }),
    handle: async () => ({ status: 'alive' as const }),
  }),
  defineRoute({
    method: 'get',
    path: '/health/ready',
    summary: 'Whether requests can be answered: every database is there, with its schema at head',
    tag: 'health',
    needs: null,
    answer: readySchema,
    statusOf: ({ status }) => (status === 'ready' ? 200 : 503),
    async handle({ application: { databases } }) {
      const states = await Promise.all(
        databaseNames.map(async (database) => {
          const begunAt = performance.now();
          const condition = await databases.state(database).then(
            (state) => state.condition,
            () => null,
          );
          const status = condition === null ? 'unreachable' : condition === 'at_head' ? 'ready' : 'schema_not_at_head';
          return { database, status, latency_ms: condition === null ? null : Math.round(performance.now() - begunAt) } as const;
        }),
      );
      return {
        status: states.every(({ status }) => status === 'ready') ? ('ready' as const) : ('not_ready' as const),
        databases: states,
      };
    },
  }),
];
