import type { Instant } from '../domain/instant.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { ExportRequest } from './export-request.ts';
import type { ExportStores } from './export-stores.ts';
import type { FileSet } from './file-set.ts';

/** What the writers of an export share. */
export interface ExportContext {
  stores: ExportStores;
  request: ExportRequest;
  files: FileSet;
  exportedAt: Instant;
  checkpoint: Checkpoint;
}
