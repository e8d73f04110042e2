import { readLogFormat } from '../config/read-log-format.ts';
import { errorCodes } from '../domain/error-code.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Command } from './command.ts';
import { findCommand } from './find-command.ts';
import type { GlobalOptions } from './global-options.ts';
import { programHelp } from './help.ts';
import { oneLine } from './one-line.ts';
import { sayWarnings } from './say-warnings.ts';
import { openTalk } from './talk.ts';

export interface CommandLine {
  /** The words after the program's name. */
  argv: readonly string[];
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** Instead of that of the process. */
  environment?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Runs one command line. The only place that decides the exit code. Never throws. */
export async function runCommandLine({ argv, stdout, stderr, environment }: CommandLine): Promise<number> {
  endQuietlyOnClosedPipe(stdout);
  const isJson = argv.includes('--json');
  const talk = openTalk(stderr, readLogFormat({ environment, envFile: envFileOf(argv) }));
  if (talk.format === 'json') {
    sayWarnings(talk);
  }
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
    if (isAsked) {
      stdout.write(programHelp(group));
      return 0;
    }
    talk.say('error', 'command_missing', programHelp(group).trimEnd());
    return 2;
  }

  async function execute(
    command: Command<GlobalOptions & Record<string, unknown>>,
    options: GlobalOptions & Record<string, unknown>,
    positional: string[],
  ): Promise<number> {
    const { openContext } = await import('./open-context.ts');
    const { context, close } = await openContext({ options, environment, stdout, stderr, talk });
    try {
      return await command.run(context, options, positional);
    } finally {
      await close();
    }
  }

  async function reportError(thrown: unknown): Promise<number> {
    const error = thrown instanceof TgParserError ? thrown : asDefect(thrown);
    const cause = argv.includes('--verbose') && error.cause instanceof Error ? error.cause : null;
    const said = [
      `tg-parser: ${oneLine(error.message)}`,
      ...(error.hint ? [`  ${oneLine(error.hint)}`] : []),
      ...(cause ? [cause.stack ?? cause.message] : []),
    ];
    talk.say('error', 'command_failed', said.join('\n'), { code: error.code });
    if (isJson) {
      stdout.write(
        `${JSON.stringify({ error: { code: error.code, message: error.message, hint: error.hint ?? null, ...error.details } }, null, 2)}\n`,
      );
    }
    return errorCodes[error.code].exitCode;
  }
}

/** The value of an option that decides about lines which may come before the options are parsed. */
function envFileOf(argv: readonly string[]): string | undefined {
  const place = argv.findIndex((word) => word === '--env-file' || word.startsWith('--env-file='));
  return argv[place]?.split('=')[1] ?? argv[place + 1];
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
