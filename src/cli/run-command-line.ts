import { errorCodes } from '../domain/error-code.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Command } from './command.ts';
import { findCommand } from './find-command.ts';
import type { GlobalOptions } from './global-options.ts';
import { programHelp } from './help.ts';
import { oneLine } from './one-line.ts';

export interface CommandLine {
  /** The words after the program's name. */
  argv: readonly string[];
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
}

/** Runs one command line. The only place that decides the exit code. Never throws. */
export async function runCommandLine({ argv, stdout, stderr }: CommandLine): Promise<number> {
  endQuietlyOnClosedPipe(stdout);
  const isJson = argv.includes('--json');
  try {
    if (argv.includes('--version')) {
      const { programVersion } = await import('./program-version.ts');
      stdout.write(`${programVersion()}\n`);
      return 0;
    }
    const { entry, group, rest } = findCommand(argv);
    if (!entry) {
      return showHelp(group);
    }
    const command = await entry.load();
    const { parseCommand } = await import('./parse-command.ts');
    const { options, positional, help } = await parseCommand(entry, command, rest);
    if (help !== null) {
      stdout.write(help);
      return 0;
    }
    return await execute(command, options, positional);
  } catch (error) {
    return await reportError(error);
  }

  function showHelp(group: string | null): number {
    const isAsked = argv.includes('--help') || argv.includes('-h');
    (isAsked ? stdout : stderr).write(programHelp(group));
    return isAsked ? 0 : 2;
  }

  async function execute(
    command: Command<GlobalOptions & Record<string, unknown>>,
    options: GlobalOptions & Record<string, unknown>,
    positional: string[],
  ): Promise<number> {
    const { openContext } = await import('./open-context.ts');
    const { context, close } = await openContext({ options, stdout, stderr });
    try {
      return await command.run(context, options, positional);
    } finally {
      await close();
    }
  }

  async function reportError(thrown: unknown): Promise<number> {
    const error = thrown instanceof TgParserError ? thrown : asDefect(thrown);
    stderr.write(`tg-parser: ${oneLine(error.message)}\n`);
    if (error.hint) {
      stderr.write(`  ${oneLine(error.hint)}\n`);
    }
    if (argv.includes('--verbose') && error.cause instanceof Error) {
      stderr.write(`${error.cause.stack ?? error.cause.message}\n`);
    }
    if (isJson) {
      stdout.write(
        `${JSON.stringify({ error: { code: error.code, message: error.message, hint: error.hint ?? null, ...error.details } }, null, 2)}\n`,
      );
    }
    return errorCodes[error.code].exitCode;
  }
}

function asDefect(thrown: unknown): TgParserError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new TgParserError('internal', `A defect of tg-parser: ${message}`, {
    hint: 'What was stored before is intact. Please report this with the output of the same command and --verbose.',
    cause: thrown,
  });
}

/** `tg-parser topics list | head -3` is no error. */
function endQuietlyOnClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') {
      process.exit(0);
    }
    throw error;
  });
}
