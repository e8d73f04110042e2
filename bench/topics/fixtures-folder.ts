import { fileURLToPath } from 'node:url';

/** Real data beside the project, which is never copied into it; seen from the compiled benchmark. */
export const fixturesFolder = fileURLToPath(new URL('../../../../shared/fixtures/', import.meta.url));
