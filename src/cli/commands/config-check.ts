import type { Command } from '../command.ts';

/** The settings were read before the command was called: wrong ones have ended the program with exit code 2 by now. */
export const configCheckCommand: Command = {
  examples: ['tg-parser config check', 'LOG_LEVEL=loud tg-parser config check'],
  async run({ output }) {
    await output.result({ ok: true }, () => ['All settings are valid.']);
    return 0;
  },
};
