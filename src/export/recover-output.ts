import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A living export needs microseconds between its two renames; this is long enough to be sure that it is dead. */
const graceInMs = 200;

interface Leftover {
  path: string;
  processId: number;
  kind: 'new' | 'old';
}

/**
 * Mends what a crash of an earlier export left beside the output folder: finishes an interrupted swap, so that the output is
 * there again, and removes folders of exports that are no longer running.
 */
export async function recoverOutput(out: string): Promise<void> {
  const target = resolve(out);
  const leftovers = await findLeftovers(target);
  if (leftovers.some(({ kind }) => kind === 'old') && (await isMissing(target))) {
    await delay(graceInMs);
    if (await isMissing(target)) {
      await finishSwap(target, leftovers);
    }
  }
  for (const leftover of await findLeftovers(target)) {
    if (!(await isAlive(leftover))) {
      await rm(leftover.path, { recursive: true, force: true });
    }
  }
}

async function findLeftovers(target: string): Promise<Leftover[]> {
  const start = `.${basename(target)}.tg-parser-`;
  const names = await readdir(dirname(target)).catch(() => []);
  return names.sort().flatMap((name) => {
    const match = name.startsWith(start) ? /^(\d+)\.\d+-(new|old)$/.exec(name.slice(start.length)) : null;
    return match ? [{ path: join(dirname(target), name), processId: Number(match[1]), kind: match[2] as 'new' | 'old' }] : [];
  });
}

/** The new set was complete when the old one was moved away, so it is the one to bring in. */
async function finishSwap(target: string, leftovers: Leftover[]): Promise<void> {
  const old = leftovers.find(({ kind }) => kind === 'old');
  if (old === undefined) {
    return;
  }
  const complete = leftovers.find(({ path }) => path === old.path.replace(/old$/, 'new'));
  await rename(complete?.path ?? old.path, target);
}

/** Process ids are used again, in containers at once: a folder older than this process cannot be of this process. */
async function isAlive({ path, processId }: Leftover): Promise<boolean> {
  if (processId === process.pid) {
    const changedAt = (await lstat(path).catch(() => null))?.mtimeMs ?? 0;
    return changedAt >= performance.timeOrigin;
  }
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isMissing(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );
}
