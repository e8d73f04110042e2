/** What Telegram answers as `rpc_error`. */
export class RpcFailure extends Error {
  readonly code: number;

  constructor(code: number, text: string) {
    super(text);
    this.code = code;
  }
}

/** Answer to a request that gets none: the connection is cut instead, or left silent. */
export class NoAnswer extends Error {}
