import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogFields } from '../domain/log-field.ts';

const bound = new AsyncLocalStorage<LogFields>();

/** Does work whose log lines all tell these fields, through every wait of it and in whatever it calls. */
export function withLogFields<Result>(fields: LogFields, work: () => Result): Result {
  return bound.run({ ...bound.getStore(), ...fields }, work);
}

/** What is bound to the work at hand. */
export function boundLogFields(): LogFields {
  return bound.getStore() ?? {};
}
