import type { SourceOutcome } from '../pipeline/ingest-all.ts';
import { oneLine } from './one-line.ts';

/** One line for a person about one source of many. */
export function describeSourceOutcome(source: SourceOutcome): string {
  const name = oneLine(source.title === null ? source.source_id : `${source.source_id} (${source.title})`);
  switch (source.outcome) {
    case 'skipped':
      return `${name}: skipped, ${source.reason}`;
    case 'failed':
      return `${name}: FAILED, ${oneLine(source.error.message)}${source.error.hint ? ` (${oneLine(source.error.hint)})` : ''}`;
    case 'nothing_to_do':
      return `${name}: nothing new`;
    default:
      return `${name}: ${listed(source)}${source.outcome === 'partial' ? ', not all of it could be read' : ''}`;
  }
}

function listed({ added, changed, vanished }: { added: number; changed: number; vanished: number }): string {
  const parts: [number, string][] = [
    [added, 'new'],
    [changed, 'changed'],
    [vanished, 'gone at the source'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count.toLocaleString('en-US')} ${what}`)
    .join(', ');
}
