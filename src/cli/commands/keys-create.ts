import type { Scope } from '../../domain/api-key.ts';
import { createKey } from '../../pipeline/create-key.ts';
import type { Command } from '../command.ts';
import { describeCreatedKey } from '../describe-created-key.ts';
import { scopeOption } from '../scope-option.ts';

interface Options {
  label?: string;
  scope?: Scope[];
  expires?: string;
}

export const keysCreateCommand: Command<Options> = {
  arguments: [{ name: '<user>', description: 'name of the user whose key it is' }],
  options: [
    { flags: '--label <text>', description: 'where it will be used, to tell it from others later' },
    scopeOption,
    { flags: '--expires <when>', description: 'in so many days, or after a day (UTC, included); none for never (the default)' },
  ],
  examples: [
    'tg-parser keys create anna --label laptop --scope read --scope run --expires 90',
    'tg-parser keys create reports --label "nightly report" --expires 2027-01-31',
  ],
  async run({ openApplication, output }, { label, scope, expires }, [name = '']) {
    const created = await createKey(await openApplication(), name, { label, scopes: scope ?? ['read'], expires });
    await output.result(created, () => describeCreatedKey(created, output));
    return 0;
  },
};
