import { createDiffieHellman, randomBytes } from 'node:crypto';
import { Long } from '@mtcute/node';
import type { NodeCryptoProvider } from '@mtcute/node/utils.js';
import type { ServerKey } from './mtproto-client.ts';
import { readerOf, type TlRequest } from './read-tl-method.ts';
import { writeObject } from './write-tl.ts';

/** What a server proves itself with, and where it keeps the keys that were agreed on. */
export interface HandshakeServer {
  readonly crypto: NodeCryptoProvider;
  readonly keys: Map<string, ServerKey>;
  /** Of its public key. */
  readonly fingerprint: string;
  /** RSA without padding, as the client's `RSA_PAD` needs it. */
  decrypt(data: Uint8Array): Uint8Array;
}

/** Telegram's own prime and generator (https://core.telegram.org/mtproto/auth_key). */
export const prime = Buffer.from(
  'c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37' +
    '20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f642477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4' +
    'a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4' +
    'e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b',
  'hex',
);
const generator = 3;

interface Handshake {
  nonce: Uint8Array;
  serverNonce: Uint8Array;
  newNonce?: Uint8Array;
  dataCentre?: number;
  exchange?: ReturnType<typeof createDiffieHellman>;
}

/** The server's half of the key exchange (https://core.telegram.org/mtproto/auth_key). */
export class ServerHandshake {
  readonly #server: HandshakeServer;
  readonly #send: (object: { _: string }) => void;
  readonly #refuse: () => void;
  #state: Handshake | null = null;

  constructor(server: HandshakeServer, { send, refuse }: { send: (object: { _: string }) => void; refuse: () => void }) {
    this.#server = server;
    this.#send = send;
    this.#refuse = refuse;
  }

  receive(request: TlRequest): void {
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

  #offerFactors(nonce: Uint8Array): void {
    const serverNonce = new Uint8Array(randomBytes(16));
    this.#state = { nonce, serverNonce };
    this.#send({
      _: 'mt_resPQ',
      nonce,
      serverNonce,
      // 1229739323 · 1402015859
      pq: new Uint8Array(Buffer.from('17ed48941a08f981', 'hex')),
      serverPublicKeyFingerprints: [Long.fromString(this.#server.fingerprint, true, 16)],
    } as { _: string });
  }

  #offerParameters(encryptedData: Uint8Array): void {
    const handshake = this.#state;
    if (!handshake) {
      this.#refuse();
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
    this.#state = { ...handshake, newNonce, exchange, dataCentre: inner.dc };
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
    this.#send({
      _: 'mt_server_DH_params_ok',
      nonce: handshake.nonce,
      serverNonce: handshake.serverNonce,
      encryptedAnswer: this.#nonceCipher().encrypt(new Uint8Array(padded)),
    } as { _: string });
  }

  #agree(encryptedData: Uint8Array): void {
    const { nonce, serverNonce, newNonce, exchange, dataCentre = 2 } = this.#state ?? {};
    if (!nonce || !serverNonce || !newNonce || !exchange) {
      this.#refuse();
      return;
    }
    const crypto = this.#server.crypto;
    const inner = readerOf(this.#nonceCipher().decrypt(encryptedData).subarray(20)).object() as { gB: Uint8Array };
    const key = padTo(exchange.computeSecret(inner.gB), 256);
    const digest = crypto.sha1(key);
    const id = hex(digest.subarray(-8));
    const salt = xor(newNonce.slice(0, 8), serverNonce.slice(0, 8));
    this.#server.keys.set(id, { id, key, salt, dataCentre, userId: null });
    this.#send({
      _: 'mt_dh_gen_ok',
      nonce,
      serverNonce,
      newNonceHash1: crypto
        .sha1(new Uint8Array(Buffer.concat([newNonce, Buffer.from([1]), digest.subarray(0, 8)])))
        .subarray(4, 20),
    } as { _: string });
  }

  #nonceCipher() {
    const { serverNonce = new Uint8Array(), newNonce = new Uint8Array() } = this.#state ?? {};
    const sha1 = (...parts: Uint8Array[]) => this.#server.crypto.sha1(new Uint8Array(Buffer.concat(parts)));
    const [first, second, third] = [sha1(newNonce, serverNonce), sha1(serverNonce, newNonce), sha1(newNonce, newNonce)];
    return this.#server.crypto.createAesIge(
      new Uint8Array(Buffer.concat([first, second.subarray(0, 12)])),
      new Uint8Array(Buffer.concat([second.subarray(12, 20), third, newNonce.subarray(0, 4)])),
    );
  }
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
