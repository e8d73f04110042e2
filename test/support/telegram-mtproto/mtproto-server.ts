import { constants, generateKeyPairSync, type KeyObject, privateDecrypt } from 'node:crypto';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { NodeCryptoProvider, parsePublicKey } from '@mtcute/node/utils.js';
import type { AnswerRequest, ServerKey } from './mtproto-client.ts';
import { type ConnectionServer, MtprotoConnection } from './mtproto-connection.ts';

/**
 * Speaks MTProto 2.0 over TCP as Telegram does (https://core.telegram.org/mtproto): intermediate framing, key exchange, encrypted
 * messages, containers, salts, acknowledgements. What is asked of the API is answered by `answer`.
 */
export class MtprotoServer implements ConnectionServer {
  readonly keys = new Map<string, ServerKey>();
  /** Public key of the server, as clients need it. */
  readonly publicKeyPem: string;
  readonly #privateKey: KeyObject;
  readonly #crypto = new NodeCryptoProvider();
  readonly answer: AnswerRequest;
  readonly #server: Server;
  readonly #connections = new Set<MtprotoConnection>();

  constructor(answer: AnswerRequest) {
    const { publicKeyPem, privateKey } = generateKeys();
    this.publicKeyPem = publicKeyPem;
    this.#privateKey = privateKey;
    this.answer = answer;
    this.#server = createServer((socket) => {
      const connection = new MtprotoConnection(socket, this);
      this.#connections.add(connection);
      socket.once('close', () => this.#connections.delete(connection));
    });
  }

  /** @returns the port, any that is free */
  async listen(): Promise<number> {
    await this.#crypto.initialize();
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      for (const connection of this.#connections) {
        connection.destroy();
      }
    });
  }

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
