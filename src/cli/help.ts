import { commandList } from './command-list.ts';
import { globalOptions } from './global-options.ts';

/** The help of the whole program, or of one group of commands such as `db`. */
export function programHelp(group: string | null): string {
  const entries = commandList.filter(({ path }) => group === null || path[0] === group);
  const width = Math.max(
    ...entries.map(({ path }) => path.join(' ').length),
    ...globalOptions.map(({ flags }) => flags.length),
  );
  return [
    `Usage: tg-parser ${group ?? ''}${group === null ? '' : ' '}<command> [options]`,
    '',
    'Turns a Telegram channel or group into a knowledge base organised by topic.',
    '',
    'Commands:',
    ...entries.map(({ path, summary }) => `  ${path.join(' ').padEnd(width)}  ${summary}`),
    '',
    'Options of every command:',
    ...globalOptions.map(({ flags, description }) => `  ${flags.padEnd(width)}  ${description}`),
    `  ${'--help'.padEnd(width)}  help for the program or for a command`,
    `  ${'--version'.padEnd(width)}  print the version`,
    '',
    'Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 3 finished but some items failed,',
    '4 stopped by a limit or held up by another process, and resumable, 130 interrupted.',
    '',
    'Example: tg-parser run --from-export ./ChatExport_2026-01-01 --out ./kb',
    '',
  ].join('\n');
}
