import { revokeKey } from '../../pipeline/revoke-key.ts';
import type { Command } from '../command.ts';

export const keysRevokeCommand: Command = {
  arguments: [{ name: '<key>', description: 'id of the key, or the whole key' }],
  examples: ['tg-parser keys revoke 3f1c9a0b5d7e2468'],
  async run({ openApplication, output }, _options, [text = '']) {
    const key = await revokeKey(await openApplication(), text);
    await output.result(key, () => [`Key ${key.keyId} is revoked since ${key.revokedAt}.`]);
    return 0;
  },
};
