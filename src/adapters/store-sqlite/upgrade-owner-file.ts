import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { instantFromDate } from '../../domain/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { UpgradeOwner } from '../../ports/databases.ts';
import type { UpgradeOwnership } from '../store-sql/migrations/migration-target.ts';
import { isProcessAlive } from '../store-sql/run-store/is-process-alive.ts';

/**
 * Says in `<path>.upgrade.json` who upgrades a database file. The file is a note for people and locks nothing: one whose process
 * is gone counts as none and is overwritten by the next upgrade. Failing to write it stops nobody.
 */
export function upgradeOwnerFile(path: string, clock: Clock): UpgradeOwnership {
  const note = `${path}.upgrade.json`;
  return {
    async announce() {
      const owner: UpgradeOwner = { pid: process.pid, host: hostname(), startedAt: instantFromDate(clock.now()) };
      ignoreErrors(() => writeFileSync(note, JSON.stringify(owner)));
    },

    async withdraw() {
      ignoreErrors(() => rmSync(note, { force: true }));
    },

    async other() {
      const owner = readOwner(note);
      // Of another host, such as a container that is gone, nobody can say whether the process lives.
      const isHere = owner !== null && owner.host === hostname() && owner.pid !== process.pid;
      return isHere && isProcessAlive(owner.pid) ? owner : null;
    },
  };
}

function readOwner(note: string): UpgradeOwner | null {
  try {
    const owner = JSON.parse(readFileSync(note, 'utf8')) as UpgradeOwner;
    return Number.isSafeInteger(owner.pid) && typeof owner.host === 'string' ? owner : null;
  } catch {
    return null;
  }
}

function ignoreErrors(work: () => void): void {
  try {
    work();
  } catch {
    // Nobody waits for the note.
  }
}
