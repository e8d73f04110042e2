import type { ApiConfiguration } from '../../config/configuration.ts';
import { instantFromDate } from '../../domain/instant.ts';
import { keyState } from '../../domain/key-state.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { parseTrustedProxies } from '../../http/client-address.ts';
import { createApi } from '../../http/create-api.ts';
import { isLoopback } from '../../http/is-from-this-machine.ts';
import { createRequestLimiter } from '../../http/request-limiter.ts';
import { routes } from '../../http/routes.ts';
import { serve } from '../../http/serve.ts';
import { shareRequestCounts } from '../../http/share-request-counts.ts';
import { runScheduler } from '../../jobs/run-scheduler.ts';
import type { Application } from '../../pipeline/application.ts';
import { authenticate } from '../../pipeline/authenticate.ts';
import { authenticateConfigured } from '../../pipeline/authenticate-configured.ts';
import type { Command } from '../command.ts';
import { wholeNumber } from '../parse-option.ts';
import { programVersion } from '../program-version.ts';
import { workOnJobs } from '../work-on-jobs.ts';

const loopback = '127.0.0.1';

interface Options {
  host?: string;
  port?: number;
}

export const apiCommand: Command<Options> = {
  options: [
    { flags: '--host <address>', description: 'address to listen on, instead of API_HOST' },
    {
      flags: '--port <n>',
      description: 'port to listen on, instead of API_PORT; 0 takes a free one',
      parse: wholeNumber('--port', 0),
    },
  ],
  examples: ['tg-parser api', 'tg-parser api --host 0.0.0.0 --port 8080'],
  async run({ configuration, openApplication, output, signal }, options) {
    const application = await openApplication({ withMetrics: true });
    const { api } = configuration;
    const host = await hostToListenOn(application, options.host ?? api.host, api);
    const limiter = createRequestLimiter({ windowInMs: api.limits.windowInMs, now: () => application.clock.now().getTime() });
    const server = await serve(
      createApi(application, {
        routes,
        authenticate: async (key) =>
          authenticateConfigured(api.keys, key) ?? authenticate(application, key, instantFromDate(application.clock.now())),
        isKeyRequired: api.isKeyRequired,
        timeoutInMs: api.timeoutInMs,
        maxBodyBytes: api.maxBodyBytes,
        settings: configuration.jobs,
        limits: { limiter, ...api.limits, trustedProxies: parseTrustedProxies(api.trustedProxies) },
        corsOrigins: api.corsOrigins,
        stopping: signal,
        version: programVersion(),
      }),
      { host: host.address, port: options.port ?? api.port, graceInMs: api.timeoutInMs },
    );
    if (host.advice !== null) {
      output.notice(host.advice);
    }
    output.notice(
      `Listening on ${server.url}; ${server.url}/docs shows what it answers, and ${server.url}/openapi.json describes it. Ctrl-C stops it.`,
    );
    const isShared = configuration.database.engine === 'postgresql';
    const sharing = isShared ? shareRequestCounts(limiter, application, signal) : null;
    const scheduling = runScheduler(application, { maxAttempts: configuration.jobs.maxAttempts, signal });
    // On one machine nobody has to start a second program.
    const worker = !isShared ? workOnJobs(application, configuration, { signal }) : null;
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    const areAllAnswered = await server.stop();
    await worker;
    await sharing;
    await scheduling;
    if (!areAllAnswered) {
      output.notice('Some requests were cut off: they took longer than API_TIMEOUT.');
    }
    return areAllAnswered ? 0 : 3;
  },
};

/** A server that nobody can have a key for is no business of a network. */
async function hostToListenOn(
  { userStore, clock }: Application,
  wanted: string,
  { keys: configuredKeys, isKeyRequired }: Pick<ApiConfiguration, 'keys' | 'isKeyRequired'>,
): Promise<{ address: string; advice: string | null }> {
  if (!isKeyRequired) {
    if (!isLoopback(wanted)) {
      throw new TgParserError(
        'setting_invalid',
        `Without keys it does not listen on ${wanted}: everybody there could do everything`,
        {
          hint: 'Set API_KEY_REQUIRED=true, or API_HOST=127.0.0.1.',
        },
      );
    }
    return {
      address: wanted,
      advice: 'API_KEY_REQUIRED=false: whatever runs on this machine, under whatever account, is an admin without a key.',
    };
  }
  if (configuredKeys.length > 0) {
    return { address: wanted, advice: null };
  }
  const at = instantFromDate(clock.now());
  const users = new Map((await userStore.users()).map((user) => [user.userId, user]));
  const keys = await userStore.keys();
  const hasKey = keys.some((key) => {
    const user = users.get(key.userId);
    return user !== undefined && keyState(user, key, at) === 'active';
  });
  return hasKey
    ? { address: wanted, advice: null }
    : {
        address: loopback,
        advice:
          'No key is valid, so it listens on this machine only, and nobody can ask for more than its health: "tg-parser users create NAME --role admin" makes the first key, or API_KEYS gives one; then start it again.',
      };
}
