import type { CommandOption } from './command.ts';

export const targetsOption: CommandOption = {
  flags: '--targets <file>',
  description: 'YAML list of topics that you name in advance; they are in force until another list comes',
};
