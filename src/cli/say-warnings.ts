import type { Talk } from './talk.ts';

/** What Node warns of is said like everything else; it would print lines of its own. */
export function sayWarnings(talk: Talk): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => talk.say('warn', 'runtime_warning', `${name}: ${message}`));
}
