import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Long } from '@mtcute/node';
import { createAesIgeForMessage, type TlBinaryReader } from '@mtcute/node/utils.js';
import type { AnswerRequest, MtprotoClient, ServerKey } from './mtproto-client.ts';
import { readerOf, readTlMethod, type TlRequest } from './read-tl-method.ts';
import { NoAnswer, RpcFailure } from './rpc-failure.ts';
import { type HandshakeServer, ServerHandshake } from './server-handshake.ts';
import { writeAnswer, writeFutureSalts, writeObject } from './write-tl.ts';

const container = 0x73f1f8dc;
const gzipPacked = 0x3072cfa1;
const rpcResult = 0xf35c6d01;

/** The server that a connection belongs to. */
export interface ConnectionServer extends HandshakeServer {
  readonly answer: AnswerRequest;
}

/** The connection of one client: framing, encryption, containers, salts (https://core.telegram.org/mtproto/description). */
export class MtprotoConnection implements MtprotoClient {
  readonly #socket: Socket;
  readonly #server: ConnectionServer;
  readonly #handshake: ServerHandshake;
  #pending: Buffer = Buffer.alloc(0);
  #isTagged = false;
  #key: ServerKey | null = null;
  #sessionId: Uint8Array | null = null;
  #seqNo = 0;
  #lastMessageId = 0n;

  constructor(socket: Socket, server: ConnectionServer) {
    this.#socket = socket;
    this.#server = server;
    this.#handshake = new ServerHandshake(server, { send: (object) => this.#sendPlain(object), refuse: () => this.destroy() });
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
  }

  get key(): ServerKey {
    if (this.#key === null) {
      throw new Error('the connection has no key yet');
    }
    return this.#key;
  }

  push(update: { _: string }): void {
    this.#send(writeObject(update), 3n, true);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    if (!this.#isTagged && this.#pending.length >= 4) {
      if (this.#pending.readUInt32LE(0) !== 0xeeeeeeee) {
        this.destroy();
        return;
      }
      this.#isTagged = true;
      this.#pending = this.#pending.subarray(4);
    }
    while (this.#isTagged && this.#pending.length >= 4 && this.#pending.length >= 4 + this.#pending.readUInt32LE(0)) {
      const length = this.#pending.readUInt32LE(0);
      const frame = this.#pending.subarray(4, 4 + length);
      this.#pending = this.#pending.subarray(4 + length);
      this.#receiveFrame(new Uint8Array(frame));
    }
  }

  #receiveFrame(frame: Uint8Array): void {
    const isPlain = frame.subarray(0, 8).every((byte) => byte === 0);
    if (isPlain) {
      this.#handshake.receive(readTlMethod(readerOf(frame.subarray(20))));
    } else {
      this.#receiveEncrypted(frame);
    }
  }

  #write(payload: Uint8Array): void {
    if (!this.#socket.destroyed) {
      const head = Buffer.alloc(4);
      head.writeUInt32LE(payload.length);
      this.#socket.write(Buffer.concat([head, payload]));
    }
  }

  #sendPlain(object: { _: string }): void {
    const body = writeObject(object);
    const head = Buffer.alloc(20);
    head.writeBigInt64LE(this.#messageId(1n), 8);
    head.writeUInt32LE(body.length, 16);
    this.#write(Buffer.concat([head, body]));
  }

  #receiveEncrypted(frame: Uint8Array): void {
    const key = this.#server.keys.get(hex(frame.subarray(0, 8)));
    if (!key) {
      // A key that the server does not know, or not any more.
      const code = Buffer.alloc(4);
      code.writeInt32LE(-404);
      this.#write(code);
      return;
    }
    this.#key = key;
    const messageKey = frame.subarray(8, 24);
    const plain = createAesIgeForMessage(this.#server.crypto, key.key, messageKey, true).decrypt(frame.slice(24));
    const expected = this.#server.crypto
      .sha256(new Uint8Array(Buffer.concat([key.key.subarray(88, 120), plain])))
      .subarray(8, 24);
    if (!Buffer.from(expected).equals(messageKey)) {
      this.destroy();
      return;
    }
    const isNew = this.#sessionId === null || !Buffer.from(this.#sessionId).equals(plain.subarray(8, 16));
    this.#sessionId = plain.slice(8, 16);
    const reader = readerOf(plain.subarray(16));
    const messageId = reader.long(true);
    const seqNo = reader.uint();
    reader.uint();
    if (!Buffer.from(key.salt).equals(plain.subarray(0, 8))) {
      const newServerSalt = Long.fromBytesLE([...key.salt]);
      this.#send(
        writeObject({
          _: 'mt_bad_server_salt',
          badMsgId: messageId,
          badMsgSeqno: seqNo,
          errorCode: 48,
          newServerSalt,
        } as never),
        3n,
      );
      return;
    }
    if (isNew) {
      const uniqueId = Long.fromBytesLE([...randomBytes(8)]);
      this.#send(
        writeObject({
          _: 'mt_new_session_created',
          firstMsgId: messageId,
          uniqueId,
          serverSalt: Long.fromBytesLE([...key.salt]),
        } as never),
        3n,
        true,
      );
    }
    this.#receiveMessage(messageId, reader);
  }

  #receiveMessage(messageId: Long, reader: TlBinaryReader): void {
    const id = reader.peekUint();
    if (id === container) {
      reader.uint();
      const count = reader.uint();
      for (let index = 0; index < count; index += 1) {
        const innerId = reader.long(true);
        reader.uint();
        this.#receiveMessage(innerId, readerOf(new Uint8Array(reader.raw(reader.uint()))));
      }
    } else if (id === gzipPacked) {
      reader.uint();
      this.#receiveMessage(messageId, readerOf(new Uint8Array(gunzipSync(reader.bytes()))));
    } else {
      void this.#receiveRequest(messageId, readTlMethod(reader));
    }
  }

  async #receiveRequest(messageId: Long, request: TlRequest): Promise<void> {
    switch (request._) {
      case 'mt_msgs_ack':
        return;
      case 'mt_ping':
      case 'mt_ping_delay_disconnect':
        this.#send(writeObject({ _: 'mt_pong', msgId: messageId, pingId: request.pingId } as never), 1n);
        return;
      case 'mt_get_future_salts':
        this.#send(writeFutureSalts(messageId, this.key.salt), 1n);
        return;
    }
    if (request._.startsWith('mt_')) {
      return;
    }
    let result: Uint8Array;
    try {
      result = writeAnswer(await this.#server.answer(request, this));
    } catch (error) {
      if (error instanceof NoAnswer) {
        return;
      }
      if (!(error instanceof RpcFailure)) {
        // A defect of the server itself: the test is to end with it.
        process.emitWarning(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
      const [errorCode, errorMessage] =
        error instanceof RpcFailure ? [error.code, error.message] : [400, 'DEFECT_OF_THE_SERVER'];
      result = writeObject({ _: 'mt_rpc_error', errorCode, errorMessage } as never);
    }
    const head = Buffer.alloc(12);
    head.writeUInt32LE(rpcResult);
    Buffer.from(messageId.toBytesLE()).copy(head, 4);
    this.#send(Buffer.concat([head, result]), 1n, true);
  }

  #send(body: Uint8Array, kind: 1n | 3n, isContentRelated = false): void {
    const { key, salt, id } = this.key;
    const head = Buffer.alloc(32);
    Buffer.from(salt).copy(head, 0);
    Buffer.from(this.#sessionId ?? []).copy(head, 8);
    head.writeBigInt64LE(this.#messageId(kind), 16);
    head.writeUInt32LE(this.#seqNo * 2 + (isContentRelated ? 1 : 0), 24);
    head.writeUInt32LE(body.length, 28);
    this.#seqNo += isContentRelated ? 1 : 0;
    const padding = 12 + ((16 - ((32 + body.length + 12) % 16)) % 16);
    const plain = new Uint8Array(Buffer.concat([head, body, randomBytes(padding)]));
    const messageKey = this.#server.crypto.sha256(new Uint8Array(Buffer.concat([key.subarray(96, 128), plain]))).slice(8, 24);
    const cipher = createAesIgeForMessage(this.#server.crypto, key, messageKey, false).encrypt(plain);
    this.#write(Buffer.concat([Buffer.from(id, 'hex'), messageKey, cipher]));
  }

  /** Ids grow with time; those of servers are odd. */
  #messageId(kind: 1n | 3n): bigint {
    const now = ((BigInt(Date.now()) << 32n) / 1000n) & ~3n;
    this.#lastMessageId = now > this.#lastMessageId ? now : this.#lastMessageId + 4n;
    return this.#lastMessageId | kind;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
