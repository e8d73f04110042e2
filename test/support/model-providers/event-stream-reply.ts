import type { WireReply } from './wire-api.ts';

/** Server-sent events, each with its name where the API names them. */
export function eventStreamReply(events: readonly { name?: string; data: unknown }[]): WireReply {
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8' },
    body: events.map(
      ({ name, data }) =>
        `${name === undefined ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`,
    ),
  };
}
