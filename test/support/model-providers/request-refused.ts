import type { WireReply } from './wire-api.ts';

/** A request that an API refuses for what it is, and how it says so. */
export class RequestRefused extends Error {
  readonly reply: WireReply;

  constructor(violation: string, reply: WireReply) {
    super(violation);
    this.reply = reply;
  }
}
