import { constants, createDiffieHellman, generateKeyPairSync, type KeyObject, privateDecrypt, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Long } from '@mtcute/node';
import {
  __tlWriterMap,
  createAesIgeForMessage,
  NodeCryptoProvider,
  parsePublicKey,
  type TlBinaryReader,
  TlBinaryWriter,
} from '@mtcute/node/utils.js';
import { readerOf, readTlMethod, type TlRequest } from './read-tl-method.ts';

/** What the server knows of a client's key. */
export interface ServerKey {
  id: string;
  key: Uint8Array;
  salt: Uint8Array;
  /** The one that the client meant to speak to when it agreed on the key. */
  dataCentre: number;
  /** Account that logged in with it. */
  userId: number | null;
}

/** An answer of an API method: an object, a vector of them, or a truth value. */
export type TlAnswer = { _: string } | { _: string }[] | boolean;

/** @throws RpcFailure for what Telegram answers as `rpc_error` */
export type AnswerRequest = (request: TlRequest, client: MtprotoClient) => Promise<TlAnswer>;

/** The connection of one client. */
export interface MtprotoClient {
  readonly key: ServerKey;
  /** Sends updates nobody asked for. */
  push(update: { _: string }): void;
  /** Cuts the connection. */
  destroy(): void;
}

export class RpcFailure extends Error {
  readonly code: number;

  constructor(code: number, text: string) {
    super(text);
    this.code = code;
  }
}

/** Answer to a request that gets none: the connection is cut instead, or left silent. */
export class NoAnswer extends Error {}

/** Telegram's own prime and generator (https://core.telegram.org/mtproto/auth_key). */
const prime = Buffer.from(
  'c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37' +
    '20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f642477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4' +
    'a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4' +
    'e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b',
  'hex',
);
const generator = 3;

const container = 0x73f1f8dc;
const gzipPacked = 0x3072cfa1;
const rpcResult = 0xf35c6d01;
const vector = 0x1cb5c415;

/**
 * Speaks MTProto 2.0 over TCP as Telegram does (https://core.telegram.org/mtproto): intermediate framing, key exchange, encrypted
 * messages, containers, salts, acknowledgements. What is asked of the API is answered by `answer`.
 */
export class MtprotoServer {
  readonly keys = new Map<string, ServerKey>();
  /** Public key of the server, as clients need it. */
  readonly publicKeyPem: string;
  readonly #privateKey: KeyObject;
  readonly #crypto = new NodeCryptoProvider();
  readonly #answer: AnswerRequest;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();

  constructor(answer: AnswerRequest) {
    const { publicKeyPem, privateKey } = generateKeys();
    this.publicKeyPem = publicKeyPem;
    this.#privateKey = privateKey;
    this.#answer = answer;
    this.#server = createServer((socket) => {
      const connection = new Connection(socket, this);
      this.#connections.add(connection);
      socket.once('close', () => this.#connections.delete(connection));
    });
  }

  /** @param port 0 for any that is free */
  async listen(port = 0): Promise<number> {
    await this.#crypto.initialize();
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Cuts every connection. */
  disconnectAll(): void {
    for (const connection of this.#connections) {
      connection.destroy();
    }
  }

  get connections(): ReadonlySet<MtprotoClient> {
    return this.#connections;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.disconnectAll();
    });
  }

  /** Modulus of the key exchange. */
  readonly prime = new Uint8Array(prime);

  get crypto(): NodeCryptoProvider {
    return this.#crypto;
  }

  get fingerprint(): string {
    return parsePublicKey(this.#crypto, this.publicKeyPem).fingerprint;
  }

  /** RSA without padding, as the client's `RSA_PAD` needs it. */
  decrypt(data: Uint8Array): Buffer {
    return privateDecrypt({ key: this.#privateKey, padding: constants.RSA_NO_PADDING }, data);
  }

  async answer(request: TlRequest, client: MtprotoClient): Promise<TlAnswer> {
    return this.#answer(request, client);
  }
}

interface Handshake {
  nonce: Uint8Array;
  serverNonce: Uint8Array;
  newNonce?: Uint8Array;
  dataCentre?: number;
  exchange?: ReturnType<typeof createDiffieHellman>;
}

class Connection implements MtprotoClient {
  readonly #socket: Socket;
  readonly #server: MtprotoServer;
  #pending: Buffer = Buffer.alloc(0);
  #isTagged = false;
  #handshake: Handshake | null = null;
  #key: ServerKey | null = null;
  #sessionId: Uint8Array | null = null;
  #seqNo = 0;
  #lastMessageId = 0n;

  constructor(socket: Socket, server: MtprotoServer) {
    this.#socket = socket;
    this.#server = server;
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
      this.#receivePlain(readTlMethod(readerOf(frame.subarray(20))));
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

  // Key exchange (https://core.telegram.org/mtproto/auth_key).

  #receivePlain(request: TlRequest): void {
    switch (request._) {
      case 'mt_req_pq_multi':
        this.#offerFactors(request.nonce as Uint8Array);
        break;
      case 'mt_req_DH_params':
        this.#offerParameters(request.encryptedData as Uint8Array);
        break;
      case 'mt_set_client_DH_params':
        this.#agree(request.encryptedData as Uint8Array);
    }
  }

  #sendPlain(object: { _: string }): void {
    const body = writeObject(object);
    const head = Buffer.alloc(20);
    head.writeBigInt64LE(this.#messageId(1n), 8);
    head.writeUInt32LE(body.length, 16);
    this.#write(Buffer.concat([head, body]));
  }

  #offerFactors(nonce: Uint8Array): void {
    const serverNonce = new Uint8Array(randomBytes(16));
    this.#handshake = { nonce, serverNonce };
    this.#sendPlain({
      _: 'mt_resPQ',
      nonce,
      serverNonce,
      // 1229739323 · 1402015859
      pq: new Uint8Array(Buffer.from('17ed48941a08f981', 'hex')),
      serverPublicKeyFingerprints: [Long.fromString(this.#server.fingerprint, true, 16)],
    } as { _: string });
  }

  #offerParameters(encryptedData: Uint8Array): void {
    const handshake = this.#handshake;
    if (!handshake) {
      this.destroy();
      return;
    }
    const crypto = this.#server.crypto;
    const decrypted = this.#server.decrypt(encryptedData);
    const cipher = new Uint8Array(decrypted.subarray(32));
    const aesKey = xor(new Uint8Array(decrypted.subarray(0, 32)), crypto.sha256(cipher));
    const reversed = crypto.createAesIge(aesKey, new Uint8Array(32)).decrypt(cipher).subarray(0, 192);
    const inner = readerOf(new Uint8Array(reversed).reverse()).object() as { newNonce: Uint8Array; dc: number };
    const newNonce = new Uint8Array(inner.newNonce);
    const exchange = createDiffieHellman(prime, generator);
    exchange.generateKeys();
    this.#handshake = { ...handshake, newNonce, exchange, dataCentre: inner.dc };
    const answer = writeObject({
      _: 'mt_server_DH_inner_data',
      nonce: handshake.nonce,
      serverNonce: handshake.serverNonce,
      g: generator,
      dhPrime: new Uint8Array(prime),
      gA: padTo(exchange.getPublicKey(), 256),
      serverTime: Math.floor(Date.now() / 1000),
    } as { _: string });
    const hashed = Buffer.concat([crypto.sha1(answer), answer]);
    const padded = Buffer.concat([hashed, randomBytes((16 - (hashed.length % 16)) % 16)]);
    this.#sendPlain({
      _: 'mt_server_DH_params_ok',
      nonce: handshake.nonce,
      serverNonce: handshake.serverNonce,
      encryptedAnswer: this.#nonceCipher().encrypt(new Uint8Array(padded)),
    } as { _: string });
  }

  #agree(encryptedData: Uint8Array): void {
    const { nonce, serverNonce, newNonce, exchange, dataCentre = 2 } = this.#handshake ?? {};
    if (!nonce || !serverNonce || !newNonce || !exchange) {
      this.destroy();
      return;
    }
    const crypto = this.#server.crypto;
    const inner = readerOf(this.#nonceCipher().decrypt(encryptedData).subarray(20)).object() as { gB: Uint8Array };
    const key = padTo(exchange.computeSecret(inner.gB), 256);
    const digest = crypto.sha1(key);
    const id = hex(digest.subarray(-8));
    const salt = xor(newNonce.slice(0, 8), serverNonce.slice(0, 8));
    this.#server.keys.set(id, { id, key, salt, dataCentre, userId: null });
    this.#sendPlain({
      _: 'mt_dh_gen_ok',
      nonce,
      serverNonce,
      newNonceHash1: crypto
        .sha1(new Uint8Array(Buffer.concat([newNonce, Buffer.from([1]), digest.subarray(0, 8)])))
        .subarray(4, 20),
    } as { _: string });
  }

  #nonceCipher() {
    const { serverNonce = new Uint8Array(), newNonce = new Uint8Array() } = this.#handshake ?? {};
    const sha1 = (...parts: Uint8Array[]) => this.#server.crypto.sha1(new Uint8Array(Buffer.concat(parts)));
    const [first, second, third] = [sha1(newNonce, serverNonce), sha1(serverNonce, newNonce), sha1(newNonce, newNonce)];
    return this.#server.crypto.createAesIge(
      new Uint8Array(Buffer.concat([first, second.subarray(0, 12)])),
      new Uint8Array(Buffer.concat([second.subarray(12, 20), third, newNonce.subarray(0, 4)])),
    );
  }

  // Encrypted messages (https://core.telegram.org/mtproto/description).

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
        this.#send(futureSalts(messageId, this.key.salt), 1n);
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

/** The client writes fingerprints as numbers and finds none that begins with a zero. */
function generateKeys(): { publicKeyPem: string; privateKey: KeyObject } {
  for (;;) {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const publicKeyPem = publicKey.export({ type: 'pkcs1', format: 'pem' }) as string;
    if (!parsePublicKey(new NodeCryptoProvider(), publicKeyPem).fingerprint.startsWith('0')) {
      return { publicKeyPem, privateKey };
    }
  }
}

function writeObject(object: { _: string }): Uint8Array {
  return TlBinaryWriter.serializeObject(__tlWriterMap, object as never);
}

/** Written by hand, because the writer of the client has no use for lists without a head: one salt, good for a day. */
function futureSalts(requestId: Long, salt: Uint8Array): Uint8Array {
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

function writeAnswer(answer: TlAnswer): Uint8Array {
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

function padTo(bytes: Uint8Array, length: number): Uint8Array {
  const padded = new Uint8Array(length);
  padded.set(bytes, length - bytes.length);
  return padded;
}

function xor(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, index) => byte ^ (right[index] ?? 0));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
