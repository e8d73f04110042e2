import { writeFileSync } from 'node:fs';
import { type FinishedCommandLine, runInProcess } from './run-in-process.ts';

/** Runs a command line inside the test's own process, with settings that only this one sees. */
export function runWithSettings(
  words: readonly string[],
  { dataFolder, settings }: { dataFolder: string; settings: Record<string, string> },
): Promise<FinishedCommandLine> {
  const envFile = `${dataFolder}.env`;
  writeFileSync(
    envFile,
    Object.entries(settings)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
  );
  return runInProcess([...words, '--data-dir', dataFolder, '--env-file', envFile, '--no-progress', '--json']);
}
