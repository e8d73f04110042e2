import type { LogLevel } from '../ports/logger.ts';

/**
 * What a command says on stderr. People read it as it is; with LOG_FORMAT=json each thing said is one event, so that a log collector can
 * read every line.
 */
export interface Talk {
  format: 'text' | 'json';
  /** @param said for people: lines. @param fields for programs, beside it */
  say(level: LogLevel, event: string, said: string, fields?: Record<string, unknown>): void;
}

export function openTalk(stderr: NodeJS.WritableStream, format: 'text' | 'json'): Talk {
  return {
    format,
    say(level, event, said, fields) {
      const line =
        format === 'text' ? said : JSON.stringify({ level, time: new Date().toISOString(), event, message: said, ...fields });
      stderr.write(`${line}\n`);
    },
  };
}
