import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of an export but for the moments at which they were made. */
export function readSet(folder: string): Record<string, string> {
  const moment = /"(processed_at|updated_at|created_at|exported_at|topicization_run_id)": ?"[^"]*"/g;
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name !== 'manifest.json')
      .map((name) => [name, readFileSync(join(folder, name), 'utf8').replaceAll(moment, '"$1":""')]),
  );
}
