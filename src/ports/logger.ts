import type { LogFields } from '../domain/log-field.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line one event; fields that are bound to the work at hand (`ports/log-context.ts`) come by themselves. */
export interface Logger {
  /** @param event what happened, in snake_case */
  log(level: LogLevel, event: string, fields?: LogFields): void;
}
