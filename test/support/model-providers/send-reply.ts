import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { NetworkFaultKind } from './fault.ts';
import { splitText } from './split-text.ts';
import type { WireReply } from './wire-api.ts';

const dripMs = 20;

/** Sends an answer, over a network as bad as the fault; no answer is a reset or silence. Resolves when nothing more will be sent. */
export async function sendReply(
  response: ServerResponse,
  reply: WireReply | null,
  fault: NetworkFaultKind | null,
): Promise<void> {
  if (reply === null) {
    if (fault === 'reset') {
      response.socket?.resetAndDestroy();
    }
    return;
  }
  switch (fault) {
    case 'reset_in_the_middle':
      writeHead(response, reply);
      response.write(firstHalf(reply).join(''), () => response.socket?.destroy());
      return;
    case 'slow_drip':
      writeHead(response, reply);
      for (const piece of firstHalf(reply)) {
        if (response.destroyed) {
          return;
        }
        response.write(piece);
        await delay(dripMs, undefined, { ref: false });
      }
      return;
    default:
      await sendWhole(response, reply);
  }
}

function writeHead(response: ServerResponse, { status, headers, body }: WireReply): void {
  const length = typeof body === 'string' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
  response.writeHead(status, { ...headers, ...length });
}

function firstHalf({ body }: WireReply): string[] {
  const pieces = typeof body === 'string' ? splitText(body, Math.max(1, Math.ceil(body.length / 10))) : body;
  return pieces.slice(0, Math.max(1, Math.floor(pieces.length / 2)));
}

async function sendWhole(response: ServerResponse, reply: WireReply): Promise<void> {
  writeHead(response, reply);
  for (const piece of typeof reply.body === 'string' ? [reply.body] : reply.body) {
    response.write(piece);
  }
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.end(resolve);
  });
}
