import { createApplication, type OpenedApplication } from '../app.ts';
import { readConfigurationFromEnvironment } from '../config/read-environment.ts';
import { ask } from './ask.ts';
import { askText } from './ask-text.ts';
import type { CommandContext } from './command.ts';
import type { GlobalOptions } from './global-options.ts';
import { createOutput } from './output.ts';
import { programVersion } from './program-version.ts';
import { createProgressDisplay } from './progress-display.ts';
import type { CommandLine } from './run-command-line.ts';
import type { Talk } from './talk.ts';

/** Reads the settings and prepares what a command works with. `close` releases it in reverse order. */
export async function openContext({
  options,
  environment,
  stdout,
  stderr,
  talk,
}: {
  options: GlobalOptions;
  environment: CommandLine['environment'];
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  talk: Talk;
}): Promise<{ context: CommandContext; close: () => Promise<void> }> {
  const { configuration, warnings } = readConfigurationFromEnvironment({
    environment,
    envFile: options.envFile,
    flags: options.dataDir === undefined ? {} : { DATA_DIR: options.dataDir },
  });
  const output = createOutput({ isJson: options.json === true, isQuiet: options.quiet === true, stdout, talk });
  for (const warning of warnings) {
    output.notice(warning);
  }
  const progress = createProgressDisplay({
    stream: stderr,
    isEnabled: options.progress !== false && options.quiet !== true && talk.format === 'text',
    now: () => performance.now(),
  });
  const interruption = listenForInterruption(() => {
    progress.stop();
    output.notice('Stopping after the chunk in hand; what is finished is stored. Press Ctrl-C again to stop at once.');
  });
  const isTerminal =
    process.stdin.isTTY === true && stderr.isTTY === true && !output.isJson && options.quiet !== true && talk.format === 'text';
  const pausedFor = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    progress.stop();
    return work();
  };
  let opened: Promise<OpenedApplication> | null = null;
  return {
    context: {
      configuration,
      openApplication: async ({ withMetrics = false } = {}) => {
        opened ??= createApplication(configuration, {
          logStream: stderr,
          version: programVersion(),
          isVerbose: options.verbose === true,
          withMetrics,
        });
        return (await opened).application;
      },
      output,
      ask: isTerminal ? (question) => pausedFor(() => ask({ input: process.stdin, output: stderr }, question)) : null,
      askText: isTerminal
        ? (question, { isSecret = false } = {}) =>
            pausedFor(() =>
              askText({ input: process.stdin, output: stderr }, question, { isSecret, signal: interruption.signal }),
            )
        : null,
      onProgress: progress.report,
      signal: interruption.signal,
    },
    close: async () => {
      interruption.stop();
      progress.stop();
      await (await opened?.catch(() => null))?.close();
    },
  };
}

/** The first Ctrl-C asks the step to stop, the second ends the process. */
function listenForInterruption(onFirst: () => void): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const listener = () => {
    if (controller.signal.aborted) {
      process.exit(130);
    }
    controller.abort();
    onFirst();
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    signal: controller.signal,
    stop: () => {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    },
  };
}
