import { renameSync, rmSync } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** A hidden folder beside the output folder in which the next set of files grows. */
export interface StagedFolder {
  path: string;
  /** Makes everything durable and puts it in the place of what was there. */
  replaceOutput(): Promise<void>;
  /** Removes it; without effect after `replaceOutput`. */
  discard(): Promise<void>;
}

/** How many files are flushed to the disk at a time: the file system then commits them together. */
const parallelSyncs = 16;
/** Other exports to the same place that may come in between before we give up. */
const maxSwaps = 20;

/** Makes the folder, and the parents of `out` that are missing. */
export async function stageFolder(out: string): Promise<StagedFolder> {
  const target = resolve(out);
  await mkdir(dirname(target), { recursive: true });
  const path = await makeStagedFolder(target);
  return {
    path,
    async replaceOutput() {
      await keepMode(target, path);
      await syncFolder(path);
      swap(path, target);
      await syncDirectory(dirname(target));
      await rm(oldName(path), { recursive: true, force: true });
    },
    // What cannot be removed now is removed by the next export; the reason for discarding is what the caller must see.
    discard: () => rm(path, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined),
  };
}

/** `.<name>.tg-parser-<process id>.<n>-new`: see `recover-output.ts`, which reads these names after a crash. */
async function makeStagedFolder(target: string): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const path = join(dirname(target), `.${basename(target)}.tg-parser-${process.pid}.${attempt}-new`);
    try {
      await mkdir(path);
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    }
  }
}

function oldName(stagedPath: string): string {
  return stagedPath.replace(/new$/, 'old');
}

/**
 * Two renames without anything between them: a reader finds the old set, for some microseconds nothing, then the new set.
 * An empty folder is replaced by the second rename alone. A crash between the two is mended by `recover-output.ts`.
 */
function swap(stagedPath: string, target: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(stagedPath, target);
      return;
    } catch (error) {
      if (attempt >= maxSwaps || !isOneOf(error, ['ENOTEMPTY', 'EEXIST', 'EPERM'])) {
        throw error;
      }
    }
    if (moveAwayAndReplace(stagedPath, target)) {
      return;
    }
  }
}

/** @returns false when another export put its set there in between */
function moveAwayAndReplace(stagedPath: string, target: string): boolean {
  const oldPath = oldName(stagedPath);
  rmSync(oldPath, { recursive: true, force: true });
  renameSync(target, oldPath);
  try {
    renameSync(stagedPath, target);
    return true;
  } catch (error) {
    if (isOneOf(error, ['ENOTEMPTY', 'EEXIST'])) {
      return false;
    }
    renameSync(oldPath, target);
    throw error;
  }
}

function isOneOf(error: unknown, codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}

async function keepMode(target: string, path: string): Promise<void> {
  const mode = await lstat(target).then(
    (found) => found.mode & 0o777,
    () => null,
  );
  if (mode !== null) {
    await chmod(path, mode);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const names = await readdir(folder);
  const next = names.values();
  const worker = async () => {
    for (const name of next) {
      await sync(join(folder, name));
    }
  };
  await Promise.all(Array.from({ length: parallelSyncs }, worker));
  await syncDirectory(folder);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Some systems cannot flush a folder; the files in it are flushed by then. */
async function syncDirectory(path: string): Promise<void> {
  await sync(path).catch(() => undefined);
}
