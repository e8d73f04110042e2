import { type Scope, scopeSchema, scopes } from '../domain/api-key.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { CommandOption } from './command.ts';
import { repeatedOption } from './repeated-option.ts';

/** What a key is to be good for. */
export const scopeOption: CommandOption = {
  flags: '--scope <scope>',
  description: `what it may do: ${scopes.join(', ')}; may be given several times (default read)`,
  parse: parseScope,
};

function parseScope(text: string, before?: unknown): Scope[] {
  const parsed = scopeSchema.safeParse(text);
  if (!parsed.success) {
    throw new TgParserError('usage_invalid', `--scope takes one of ${scopes.join(', ')}, not "${text}"`);
  }
  return repeatedOption(parsed.data, before) as Scope[];
}
