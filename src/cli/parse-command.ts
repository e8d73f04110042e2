import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Command } from './command.ts';
import type { CommandEntry } from './command-list.ts';
import { type GlobalOptions, globalOptions } from './global-options.ts';

export interface ParsedCommand {
  options: GlobalOptions & Record<string, unknown>;
  positional: string[];
  /** The text of the help when `--help` was asked for; nothing else is to be done then. */
  help: string | null;
}

/**
 * Parses the words after a command's name.
 *
 * @throws TgParserError `usage_invalid`
 */
export async function parseCommand(
  entry: CommandEntry,
  command: Command<never>,
  argv: readonly string[],
): Promise<ParsedCommand> {
  const { Command: Commander, CommanderError, Option } = await import('commander');
  const parser = new Commander(`tg-parser ${entry.path.join(' ')}`)
    .description(entry.summary)
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    .addHelpText('after', `\nExamples:\n${command.examples.map((example) => `  ${example}`).join('\n')}`);
  for (const argument of command.arguments ?? []) {
    parser.argument(argument.name, argument.description);
  }
  for (const { flags, description, parse, choices, defaultValue, isRequired } of [
    ...(command.options ?? []),
    ...globalOptions,
  ]) {
    const option = new Option(flags, description);
    if (choices) {
      option.choices([...choices]);
    }
    if (parse) {
      option.argParser(parse);
    }
    if (defaultValue !== undefined) {
      option.default(defaultValue);
    }
    option.makeOptionMandatory(isRequired === true);
    parser.addOption(option);
  }
  try {
    parser.parse([...argv], { from: 'user' });
    return { options: parser.opts(), positional: parser.args, help: null };
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    if (error.code === 'commander.helpDisplayed') {
      return { options: {}, positional: [], help: helpOf(parser) };
    }
    throw new TgParserError('usage_invalid', error.message.replace(/^error: /, ''), {
      hint: `"tg-parser ${entry.path.join(' ')} --help" shows what it takes.`,
    });
  }
}

function helpOf(parser: {
  helpInformation(): string;
  outputHelp(options: { error: boolean }): void;
  configureOutput(to: { writeOut: (text: string) => void }): unknown;
}): string {
  let text = '';
  parser.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  parser.outputHelp({ error: false });
  return text;
}
