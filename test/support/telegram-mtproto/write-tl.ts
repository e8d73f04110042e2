import type { Long } from '@mtcute/node';
import { __tlWriterMap, TlBinaryWriter } from '@mtcute/node/utils.js';
import type { TlAnswer } from './mtproto-client.ts';

const vector = 0x1cb5c415;

/** Any object of the schema, by the writer of the client. */
export function writeObject(object: { _: string }): Uint8Array {
  return TlBinaryWriter.serializeObject(__tlWriterMap, object as never);
}

export function writeAnswer(answer: TlAnswer): Uint8Array {
  if (typeof answer === 'boolean') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(answer ? 0x997275b5 : 0xbc799737);
    return bytes;
  }
  if (!Array.isArray(answer)) {
    return writeObject(answer);
  }
  const head = Buffer.alloc(8);
  head.writeUInt32LE(vector);
  head.writeUInt32LE(answer.length, 4);
  return Buffer.concat([head, ...answer.map(writeObject)]);
}

/** Written by hand, because the writer of the client has no use for lists without a head: one salt, good for a day. */
export function writeFutureSalts(requestId: Long, salt: Uint8Array): Uint8Array {
  const now = Math.floor(Date.now() / 1000);
  const head = Buffer.alloc(28);
  head.writeUInt32LE(0xae500895);
  Buffer.from(requestId.toBytesLE()).copy(head, 4);
  head.writeUInt32LE(now, 12);
  head.writeUInt32LE(1, 16);
  head.writeUInt32LE(now - 10, 20);
  head.writeUInt32LE(now + 86_400, 24);
  return Buffer.concat([head, salt]);
}
