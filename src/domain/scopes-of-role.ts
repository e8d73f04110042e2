import { type Scope, scopes } from './api-key.ts';
import type { Role } from './user.ts';

const scopesByRole: ReadonlyMap<string, readonly Scope[]> = new Map<Role, readonly Scope[]>([
  ['admin', scopes],
  ['editor', ['read', 'run', 'manage']],
  ['reader', ['read']],
]);

/** What the keys of a user may be allowed at most: nothing for a role that is none. */
export function scopesOfRole(role: Role): readonly Scope[] {
  return scopesByRole.get(role) ?? [];
}
