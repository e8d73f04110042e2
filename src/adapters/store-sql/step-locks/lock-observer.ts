import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isProcessAlive } from '../run-store/is-process-alive.ts';
import type { LockOwner } from './lock-owner.ts';
import { readProcessStart } from './read-process-start.ts';

/** A process that takes locks, and sees what became of others. */
export interface LockObserver extends LockOwner {
  /** Looks for a living process in its own pid namespace. @returns null when there is none with this id */
  lookUp: (pid: number) => Pick<LockOwner, 'processStart'> | null;
}

/** The process that runs this code. */
export function thisProcess(): LockObserver {
  return {
    pid: process.pid,
    host: hostname(),
    pidNamespace: readPidNamespace(),
    processStart: readProcessStart(process.pid),
    lookUp: (pid) => (isProcessAlive(pid) ? { processStart: readProcessStart(pid) } : null),
  };
}

/** As namespaces(7) describes it, for example `pid:[4026531836]`. */
function readPidNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}
