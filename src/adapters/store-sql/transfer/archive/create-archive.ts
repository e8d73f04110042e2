import { mkdir, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { BackupManifest } from '../../../../domain/backup-manifest.ts';
import { TgParserError } from '../../../../domain/tg-parser-error.ts';
import type { ArchiveInMaking } from '../../../../ports/database-archives.ts';
import type { DatabaseSet } from '../../open-stores.ts';
import { isProcessAlive } from '../../run-store/is-process-alive.ts';
import { untypedDatabase } from '../untyped-database.ts';
import { writeDatabase } from './write-database.ts';

/** See `DatabaseArchives.create`. The files grow in a hidden folder beside the one that is asked for. */
export async function createArchive(set: DatabaseSet, folder: string): Promise<ArchiveInMaking> {
  const target = resolve(folder);
  await refuseFilled(target, folder);
  const staged = await inOutput(folder, async () => {
    await mkdir(dirname(target), { recursive: true });
    await removeLeftovers(target);
    return mkdtemp(`${stagedPrefix(target)}${process.pid}-`);
  });
  return {
    add: (name, control) =>
      inOutput(folder, () => writeDatabase(staged, { name, database: untypedDatabase(set[name]) }, control)),

    finish: (manifest) =>
      inOutput(folder, async () => {
        await writeManifest(staged, manifest);
        for (const { database } of manifest.databases) {
          await flush(join(staged, database));
        }
        await flush(staged);
        await refuseFilled(target, folder);
        await rename(staged, target);
        await flush(dirname(target));
      }),

    discard: () => rm(staged, { recursive: true, force: true }),
  };
}

function stagedPrefix(target: string): string {
  return join(dirname(target), `.${basename(target)}.backup-`);
}

/** Of processes that were killed. */
async function removeLeftovers(target: string): Promise<void> {
  const prefix = basename(stagedPrefix(target));
  for (const name of await readdir(dirname(target))) {
    const [pid] = name.startsWith(prefix) ? name.slice(prefix.length).split('-') : [];
    if (pid !== undefined && !isProcessAlive(Number(pid))) {
      await rm(join(dirname(target), name), { recursive: true, force: true });
    }
  }
}

/** A backup is never written over another one, nor over anything else. */
async function refuseFilled(target: string, folder: string): Promise<void> {
  const names = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      return [];
    }
    throw outputError(folder, error);
  });
  if (names.length > 0) {
    throw new TgParserError('output_not_ours', `${folder} is not empty: a backup gets a folder of its own`, {
      hint: 'Give the name of a folder that does not exist, for example with the date in it.',
    });
  }
}

async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
}

/** Some systems cannot flush a folder; the files in it are flushed by then. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function inOutput<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? outputError(folder, error) : error;
  }
}

function outputError(folder: string, cause: Error): TgParserError {
  return new TgParserError('output_failed', `The backup ${folder} cannot be written: ${cause.message}`, {
    hint: 'Free some space or choose another folder with --out, and repeat the command.',
    cause,
  });
}
