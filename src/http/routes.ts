import type { Route } from './route.ts';
import { documentsRoutes } from './routes/documents.ts';
import { failuresRoutes } from './routes/failures.ts';
import { healthRoutes } from './routes/health.ts';
import { jobsRoutes } from './routes/jobs.ts';
import { keysRoutes } from './routes/keys.ts';
import { runsRoutes } from './routes/runs.ts';
import { schedulesRoutes } from './routes/schedules.ts';
import { sourcesRoutes } from './routes/sources.ts';
import { statusRoutes } from './routes/status.ts';
import { topicsRoutes } from './routes/topics.ts';
import { usageRoutes } from './routes/usage.ts';
import { usersRoutes } from './routes/users.ts';

/** Everything that the server answers. The description of the API and the tests of who may ask what are made from this list. */
export const routes: readonly Route[] = [
  ...healthRoutes,
  ...sourcesRoutes,
  ...documentsRoutes,
  ...topicsRoutes,
  ...runsRoutes,
  ...failuresRoutes,
  ...jobsRoutes,
  ...schedulesRoutes,
  ...usageRoutes,
  ...usersRoutes,
  ...keysRoutes,
  ...statusRoutes,
];
