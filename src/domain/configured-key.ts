import type { Role } from './user.ts';

/** An API key that the settings give, for a server that has no users. */
export interface ConfiguredKey {
  /** Unique; part of what is told in logs. */
  name: string;
  role: Role;
  /** Hash of the whole key: nothing else ever needs it. */
  hash: string;
}
