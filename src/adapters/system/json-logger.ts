import { pino } from 'pino';
import type { Logger } from '../../ports/logger.ts';
import { loggedFields } from './logged-fields.ts';
import type { LoggerOptions } from './open-logger.ts';

/** `{"level", "time", …, "event"}`, one object a line. */
export function createJsonLogger({ stream, level, clock }: Omit<LoggerOptions, 'format'>): Logger {
  const lines = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${clock.now().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  return { log: (eventLevel, event, fields) => lines[eventLevel](loggedFields(fields), event) };
}
