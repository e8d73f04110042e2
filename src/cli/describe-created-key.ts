import type { CreatedKey } from '../pipeline/create-key.ts';
import type { Output } from './output.ts';

/** The key's text on a line of its own, which is all that stdout gets of it: the rest is talk. */
export function describeCreatedKey({ user, key, apiKey }: CreatedKey, output: Output): string[] {
  const end = key.expiresAt === null ? 'until it is revoked' : `until ${key.expiresAt}`;
  output.notice(`Key ${key.keyId} of ${user.name} is good for ${key.scopes.join(', ')} ${end}. It is shown this once only.`);
  return [apiKey];
}
