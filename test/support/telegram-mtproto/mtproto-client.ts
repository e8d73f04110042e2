import type { TlRequest } from './read-tl-method.ts';

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
