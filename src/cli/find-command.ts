import { TgParserError } from '../domain/tg-parser-error.ts';
import { editDistance } from '../lib/edit-distance.ts';
import { type CommandEntry, commandList } from './command-list.ts';

const optionsWithValue = new Set(['--data-dir', '--env-file']);

export interface FoundCommand {
  entry: CommandEntry | null;
  /** The group that was named without a command of it, for example `db`. */
  group: string | null;
  /** The command line without the command's own words. */
  rest: string[];
}

/**
 * Finds the command that a command line names; global options may stand before it.
 *
 * @throws TgParserError `usage_invalid` for a name that does not exist, with the nearest one
 */
export function findCommand(argv: readonly string[]): FoundCommand {
  const at = firstWord(argv);
  const word = argv[at];
  if (word === undefined) {
    return { entry: null, group: null, rest: [...argv] };
  }
  const candidates = commandList.filter(({ path }) => path[0] === word);
  if (candidates.length === 0) {
    throw unknownCommand(word, [...new Set(commandList.map(({ path }) => path[0] ?? ''))]);
  }
  const single = candidates.find(({ path }) => path.length === 1);
  if (single) {
    return { entry: single, group: null, rest: argv.toSpliced(at, 1) };
  }
  const second = argv[at + 1];
  if (second === undefined || second.startsWith('-')) {
    return { entry: null, group: word, rest: argv.toSpliced(at, 1) };
  }
  const entry = candidates.find(({ path }) => path[1] === second);
  if (!entry) {
    throw unknownCommand(
      `${word} ${second}`,
      candidates.map(({ path }) => path.join(' ')),
    );
  }
  return { entry, group: null, rest: argv.toSpliced(at, 2) };
}

function firstWord(argv: readonly string[]): number {
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (optionsWithValue.has(word)) {
      index += 1;
    } else if (!word.startsWith('-')) {
      return index;
    }
  }
  return -1;
}

function unknownCommand(typed: string, known: string[]): TgParserError {
  const [nearest] = known.toSorted((left, right) => editDistance(typed, left) - editDistance(typed, right));
  return new TgParserError('usage_invalid', `There is no command "${typed}"`, {
    hint: `Did you mean "tg-parser ${nearest}"? "tg-parser --help" lists all commands.`,
  });
}
