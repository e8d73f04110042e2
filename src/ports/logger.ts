export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line one event. Fields hold ids, counts and times, never message text or secrets. */
export interface Logger {
  log(level: LogLevel, event: string, fields?: Record<string, unknown>): void;
}
