import { readFileSync } from 'node:fs';

/** Counted from 1 in proc_pid_stat(5). The name before it may hold spaces and parentheses, so fields are counted from its end. */
const startTimeField = 22;
const firstFieldBehindName = 3;

/**
 * When a process of this machine began, in the kernel's own count.
 *
 * @returns null where the system has no `/proc` or does not show the process
 */
export function readProcessStart(pid: number): string | null {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return fields[startTimeField - firstFieldBehindName] ?? null;
  } catch {
    return null;
  }
}
