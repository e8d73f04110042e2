import { rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ExportLevel, ExportManifest } from '../domain/export-manifest.ts';
import { instantFromDate } from '../domain/instant.ts';
import type { StepResult } from '../domain/run.ts';
import type { Source } from '../domain/source.ts';
import { createCheckpoint } from './checkpoint.ts';
import { classifyWriteError } from './classify-write-error.ts';
import type { ExportContext } from './export-context.ts';
import { type ExportCounts, noCounts } from './export-counts.ts';
import { exportOrigin } from './export-origin.ts';
import { type ExportReport, toExportReport } from './export-report.ts';
import { type ExportOptions, type ExportRequest, toExportRequest } from './export-request.ts';
import type { ExportDependencies, ExportStores } from './export-stores.ts';
import { createFileSet } from './file-set.ts';
import { inspectOutput, manifestName, type OutputState } from './output-folder.ts';
import { recoverOutput } from './recover-output.ts';
import { type StagedFolder, stageFolder } from './staged-folder.ts';
import { toManifest } from './to-manifest.ts';
import { writeKnowledgeBase } from './write-knowledge-base.ts';
import { writeDocuments, writeRawMessages } from './write-records.ts';
import { writeVault } from './write-vault.ts';

/**
 * Writes the channels of these sources to the output folder, replacing an earlier export there as a whole: a reader finds the
 * old set or the new one, also after a crash. The outcome is `nothing_to_do` when the set that is there is what would be written.
 *
 * @throws TgParserError `usage_invalid`, `output_not_ours`, `storage_read_only`, `storage_full`, `output_failed`, `interrupted`;
 *   what was in the folder is then as it was
 */
export async function exportChannels(
  dependencies: ExportDependencies,
  sources: readonly Source[],
  options: ExportOptions,
): Promise<StepResult<ExportReport>> {
  const request = toExportRequest(sources, options);
  const startedAt = dependencies.clock.now().getTime();
  const report = (manifest: ExportManifest) =>
    toExportReport(request, manifest, dependencies.clock.now().getTime() - startedAt);
  try {
    await recoverOutput(request.out);
    const before = await inspectOutput(request.out);
    const origin = await exportOrigin(dependencies, request);
    if (before.kind === 'ours' && before.isWhole && before.manifest.origin === origin) {
      return { outcome: 'nothing_to_do', report: report(before.manifest) };
    }
    const { outcome, manifest } = await writeAndReplace(dependencies, { request, origin, before }, options);
    return { outcome, report: report(manifest) };
  } catch (error) {
    throw classifyWriteError(error, request.out);
  }
}

interface PlannedExport {
  request: ExportRequest;
  origin: string;
  before: OutputState;
}

async function writeAndReplace(
  dependencies: ExportDependencies,
  { request, origin, before }: PlannedExport,
  options: ExportOptions,
): Promise<{ outcome: 'done' | 'nothing_to_do'; manifest: ExportManifest }> {
  const staged = await stageFolder(request.out);
  const files = createFileSet(staged.path);
  try {
    const context: ExportContext = {
      stores: dependencies,
      request,
      files,
      exportedAt: instantFromDate(dependencies.clock.now()),
      checkpoint: createCheckpoint(options, await countRecords(dependencies, request)),
    };
    const counts: ExportCounts = { ...noCounts, ...(await writers[writerOf(request)](context)) };
    await files.settled();
    const manifest = toManifest(context, counts, origin);
    if (before.kind === 'ours' && before.isWhole && before.manifest.content_hash === manifest.content_hash) {
      await keepOutput(staged, request, { ...before.manifest, origin });
      return { outcome: 'nothing_to_do', manifest: before.manifest };
    }
    await writeManifest(staged, manifest);
    await inspectOutput(request.out);
    await staged.replaceOutput();
    return { outcome: 'done', manifest };
  } finally {
    await files.close();
    await staged.discard();
  }
}

const writers = {
  raw: writeRawMessages,
  processed: writeDocuments,
  full: writeKnowledgeBase,
  markdown: writeVault,
} satisfies Record<ExportLevel | 'markdown', (context: ExportContext) => Promise<Partial<ExportCounts>>>;

function writerOf({ level, format }: ExportRequest): keyof typeof writers {
  return format === 'markdown' ? 'markdown' : level;
}

function writeManifest(staged: StagedFolder, manifest: ExportManifest): Promise<void> {
  return writeFile(join(staged.path, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The files stay as they are; the manifest learns what state of the stores they are known to be equal to. */
async function keepOutput(staged: StagedFolder, { out }: ExportRequest, manifest: ExportManifest): Promise<void> {
  await writeManifest(staged, manifest);
  await rename(join(staged.path, manifestName), join(resolve(out), manifestName));
}

/** How many records the progress counts up to; filters may leave fewer. */
async function countRecords({ rawStore, documentStore }: ExportStores, { level, channelIds }: ExportRequest): Promise<number> {
  let total = 0;
  for (const channelId of channelIds) {
    total += level === 'raw' ? (await rawStore.counts(channelId)).total : (await documentStore.counts(channelId)).documents;
  }
  return total;
}
