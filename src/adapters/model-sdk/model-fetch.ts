import { Agent, fetch as plainFetch } from 'undici';
import { CallTimedOut } from './call-timed-out.ts';
import type { CallTimeout } from './provider-settings.ts';

/** Of a connection that cannot be made. */
const connectTimeoutInMs = 10_000;

/**
 * Connections are kept open and shared by all models. The client's own limits of five minutes for the headers and for the body are off: a
 * model on a slow machine takes longer, and the limits of the settings hold.
 */
const agent = new Agent({
  headersTimeout: 0,
  bodyTimeout: 0,
  connect: { timeout: connectTimeoutInMs },
  keepAliveTimeout: 30_000,
});

/** The `fetch` of calls to models: with a limit for the whole call and one for each pause of the answer, both as `CallTimedOut`. */
export function createModelFetch({ totalInMs, gapInMs }: CallTimeout): typeof fetch {
  const modelFetch = async (input: string | URL, init: RequestInit = {}): Promise<Response> => {
    const controller = new AbortController();
    const outer = init.signal;
    const stop = () => controller.abort(outer?.reason);
    outer?.addEventListener('abort', stop, { once: true });
    if (outer?.aborted) {
      stop();
    }
    const total = setTimeout(() => controller.abort(new CallTimedOut('total', totalInMs)), totalInMs);
    const end = () => {
      clearTimeout(total);
      outer?.removeEventListener('abort', stop);
    };
    try {
      const options = { ...init, signal: controller.signal, dispatcher: agent };
      const response = (await plainFetch(input, options as Parameters<typeof plainFetch>[1])) as unknown as Response;
      if (response.body === null) {
        end();
        return response;
      }
      const body = watched(response.body, { gapInMs, controller, end });
      return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
    } catch (error) {
      end();
      throw controller.signal.aborted ? controller.signal.reason : error;
    }
  };
  return modelFetch as typeof fetch;
}

/** The same bytes; aborts the call when none came for too long. */
function watched(
  body: ReadableStream<Uint8Array>,
  { gapInMs, controller, end }: { gapInMs: number; controller: AbortController; end: () => void },
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(output) {
      const gap = setTimeout(() => controller.abort(new CallTimedOut('gap', gapInMs)), gapInMs);
      try {
        const { done, value } = await reader.read();
        if (done) {
          end();
          output.close();
        } else {
          output.enqueue(value);
        }
      } catch (error) {
        end();
        output.error(controller.signal.aborted ? controller.signal.reason : error);
      } finally {
        clearTimeout(gap);
      }
    },
    async cancel(reason) {
      end();
      await reader.cancel(reason);
    },
  });
}
