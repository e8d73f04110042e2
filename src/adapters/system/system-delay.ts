import { setTimeout as delay } from 'node:timers/promises';
import type { Delay } from '../../ports/delay.ts';

/** Timers of Node may fire a millisecond early; nobody is to come back before the time that a server named. */
const earlyInMs = 1;

/** The machine's own timers. */
export const systemDelay: Delay = (inMs, signal) =>
  delay(Math.ceil(inMs) + earlyInMs, undefined, signal ? { signal } : {}).catch(() => undefined);
