import type { Clock } from '../../ports/clock.ts';
import type { Logger, LogLevel } from '../../ports/logger.ts';

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Writes events of at least `level` to a stream, one a line: JSON for programs, `event key=value` for people. */
export function createStreamLogger({
  stream,
  level,
  format,
  clock,
}: {
  stream: NodeJS.WritableStream;
  level: LogLevel;
  format: 'text' | 'json';
  clock: Clock;
}): Logger {
  return {
    log(eventLevel, event, fields = {}) {
      if (order.indexOf(eventLevel) < order.indexOf(level)) {
        return;
      }
      const time = clock.now().toISOString();
      const line =
        format === 'json'
          ? JSON.stringify({ time, level: eventLevel, event, ...fields })
          : [
              time,
              eventLevel.toUpperCase(),
              event,
              ...Object.entries(fields).map(([key, value]) => `${key}=${JSON.stringify(value)}`),
            ].join(' ');
      stream.write(`${line}\n`);
    },
  };
}
