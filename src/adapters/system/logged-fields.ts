import { type LogFields, logFields } from '../../domain/log-field.ts';
import { boundLogFields } from '../../ports/log-context.ts';

const listed = new Set<string>(logFields);

/** What a line tells: what is bound to the work at hand, then what the event says itself. What has no listed name is left out. */
export function loggedFields(fields: LogFields = {}): LogFields {
  return Object.fromEntries(
    Object.entries({ ...boundLogFields(), ...fields }).filter(([name, value]) => listed.has(name) && value !== undefined),
  );
}
