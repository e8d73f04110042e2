import type { Configuration } from '../config/configuration.ts';
import type { Application } from '../pipeline/application.ts';
import type { ReportProgress } from '../ports/progress.ts';
import type { Output } from './output.ts';

export interface CommandOption {
  /** In commander's notation, for example `--limit <n>`. */
  flags: string;
  description: string;
  /** Turns the text into a value or throws TgParserError `usage_invalid`. */
  parse?: (text: string) => unknown;
  choices?: readonly string[];
  defaultValue?: unknown;
  isRequired?: boolean;
}

export interface CommandArgument {
  /** In commander's notation: `<name>` or `[name]`. */
  name: string;
  description: string;
}

export interface CommandContext {
  configuration: Configuration;
  /** Opens stores on first use; closed by the caller of the command. */
  openApplication: (options?: { withMetrics?: boolean }) => Promise<Application>;
  output: Output;
  /** Asks the person a question with yes or no; null where nobody sits: no terminal, `--json`, `--quiet`. */
  ask: ((question: string) => Promise<boolean>) | null;
  /** Asks for a line of text; a secret is not shown while it is typed. Null where nobody sits. Throws `interrupted` on Ctrl-C. */
  askText: ((question: string, options?: { isSecret?: boolean }) => Promise<string>) | null;
  onProgress: ReportProgress;
  /** Fires on the first Ctrl-C. */
  signal: AbortSignal;
}

/** One command: no logic of its own, it parses, calls a step and hands the report to `output`. */
export interface Command<Options = Record<string, never>> {
  arguments?: readonly CommandArgument[];
  options?: readonly CommandOption[];
  /** Whole command lines, shown in the help. */
  examples: readonly string[];
  /** @returns the exit code */
  run(context: CommandContext, options: Options, positional: readonly string[]): Promise<number>;
}
