import { explainMessage } from '../../pipeline/explain-message.ts';
import type { Command } from '../command.ts';
import { describeExplanation } from '../describe-explanation.ts';

export const explainCommand: Command = {
  arguments: [{ name: '<message>', description: 'a source_ref, or the link of the message as Telegram copies it' }],
  examples: [
    'tg-parser explain tg:1234567890:post:42',
    'tg-parser explain https://t.me/gardeners/42',
    'tg-parser explain "https://t.me/gardeners/42?comment=77" --json',
  ],
  async run({ openApplication, output }, _options, [message = '']) {
    const explained = await explainMessage(await openApplication(), message);
    await output.result(explained, () => describeExplanation(explained));
    return 0;
  },
};
