import type { Clock } from '../../ports/clock.ts';
import type { Logger, LogLevel } from '../../ports/logger.ts';
import { loggedFields } from './logged-fields.ts';

export interface LoggerOptions {
  stream: NodeJS.WritableStream;
  /** Lighter events are not written. */
  level: LogLevel;
  /** JSON for a log collector, `time LEVEL event key=value` for people. */
  format: 'text' | 'json';
  clock: Clock;
}

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** A logger that writes events to a stream, one a line. */
export async function openLogger({ stream, level, format, clock }: LoggerOptions): Promise<Logger> {
  if (format === 'json') {
    const { createJsonLogger } = await import('./json-logger.ts');
    return createJsonLogger({ stream, level, clock });
  }
  return {
    log(eventLevel, event, fields) {
      if (order.indexOf(eventLevel) >= order.indexOf(level)) {
        const told = Object.entries(loggedFields(fields)).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
        stream.write(`${[clock.now().toISOString(), eventLevel.toUpperCase(), event, ...told].join(' ')}\n`);
      }
    },
  };
}
