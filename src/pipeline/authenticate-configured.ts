import type { Scope } from '../domain/api-key.ts';
import type { ConfiguredKey } from '../domain/configured-key.ts';
import { scopesOfRole } from '../domain/scopes-of-role.ts';
import type { User } from '../domain/user.ts';
import { equalInConstantTime } from '../lib/equal-in-constant-time.ts';
import { sha256 } from '../lib/sha256.ts';

/** Who asks without being a user of the database: sources cannot be theirs. */
export interface ConfiguredIdentity {
  user: Pick<User, 'userId' | 'role'>;
  key: { keyId: string };
  may: readonly Scope[];
  isConfigured: true;
}

/**
 * Whose key of the settings this is. Each is compared, whichever it is, so that the time tells nothing.
 *
 * @param text the whole key, as it was sent
 */
export function authenticateConfigured(keys: readonly ConfiguredKey[], text: string): ConfiguredIdentity | null {
  const hash = sha256(text);
  let found: ConfiguredKey | null = null;
  for (const key of keys) {
    found = equalInConstantTime(hash, key.hash) ? key : found;
  }
  return found && configuredIdentity(`configured:${found.name}`, found.role);
}

/** What somebody may who is asked for no key. */
export const localAdmin = configuredIdentity('configured', 'admin');

function configuredIdentity(id: string, role: User['role']): ConfiguredIdentity {
  return { user: { userId: id, role }, key: { keyId: id }, may: scopesOfRole(role), isConfigured: true };
}
