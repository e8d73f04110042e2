import type { Failure } from '../domain/failure.ts';
import { adviceFor } from '../domain/failure-advice.ts';
import { oneLine } from './one-line.ts';

/** Messages of one kind of failure that are listed. */
const listedOfEach = 5;

/** Failed messages by the kind of failure, each kind with what to do. */
export function describeFailures(failures: readonly Failure[]): string[] {
  const byClass = new Map<string, Failure[]>();
  for (const failure of failures) {
    byClass.set(failure.failureClass, [...(byClass.get(failure.failureClass) ?? []), failure]);
  }
  if (byClass.size === 0) {
    return [];
  }
  return [
    '',
    'Failed messages (with --json all of them; --retry-failed is an option of "tg-parser process --channel NAME"):',
    ...[...byClass].flatMap(([failureClass, all]) => [
      `  ${failureClass}, ${all.length}: ${adviceFor(failureClass)}`,
      ...all.slice(0, listedOfEach).map(describeFailure),
      ...(all.length > listedOfEach ? [`    … and ${all.length - listedOfEach} more`] : []),
    ]),
  ];
}

function describeFailure({ sourceRef, message, attempts }: Failure): string {
  return `    ${sourceRef}, attempt ${attempts}: ${oneLine(message)}`;
}
