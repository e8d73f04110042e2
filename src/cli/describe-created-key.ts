import type { CreatedKey } from '../pipeline/create-key.ts';
import type { Output } from './output.ts';

/** The key's text on a line of its own, which is all that stdout gets of it: the rest is talk. */
export function describeCreatedKey({ user, apiKey, keyText }: CreatedKey, output: Output): string[] {
  const end = apiKey.expiresAt === null ? 'until it is revoked' : `until ${apiKey.expiresAt}`;
  output.notice(
    `Key ${apiKey.keyId} of ${user.name} is good for ${apiKey.scopes.join(', ')} ${end}. It is shown this once only.`,
  );
  return [keyText];
}
