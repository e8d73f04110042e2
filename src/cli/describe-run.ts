import type { TargetsDifference } from '../curate/diff-targets.ts';
import type { RunReport } from '../pipeline/record-run.ts';
import type { BatchTally } from '../process/process-report.ts';
import type { Stability } from '../topicize/topicize-report.ts';
import { catalogueOption } from './catalogue-option.ts';
import { countOf } from './count-of.ts';
import { formatDollars } from './format-dollars.ts';
import { oneLine } from './one-line.ts';

/** One or two lines for a person about what a run did. */
export function describeRun(run: RunReport): string[] {
  const describe = describers[run.step];
  return run.outcome === 'nothing_to_do' && run.step !== 'ingest' ? [`${run.step}: nothing new`] : describe(run);
}

type Fields = Record<string, unknown>;

const describers: Record<RunReport['step'], (report: Fields) => string[]> = {
  ingest: (report) => [
    report.known_input === true
      ? `ingest: nothing new, this export was imported before (${count(report.total)} messages)`
      : `ingest: ${count(report.total)} messages read: ${listed([
          [report.posts, 'posts'],
          [report.comments, 'comments'],
          [report.album_members, 'further album members'],
          [report.service, 'service messages'],
          [report.duplicates, 'known already'],
        ])}${also(report.changed, 'with observed changes')}${also(report.vanished, 'gone at the source')}${also(report.damaged, 'DAMAGED and left out')}`,
    ...describeLive(report),
    ...listDamages(report.damages),
    ...listShapes(report.unknown_shapes),
  ],
  process: (report) => [
    `process: ${count(report.processed_total)} documents, ${count(report.skipped_total)} skipped${reasons(report.skipped_by_reason)}, ` +
      `${count(report.failed_total)} failed${reasons(report.failed_by_class)}${also(report.duplicates_total, 'duplicates in the channel')}`,
    ...bill(report),
    ...batches(report),
  ],
  topicize: (report) => [
    `topicize: ${count(report.topics_total)} topics hold ${count(report.covered_items_total)} documents, ` +
      `${count(report.outside_topics_total)} are outside of all topics`,
    ...quality(report),
    ...describeTargets(report),
    ...describeMerges(report),
    ...spareWords(report.failed_by_class),
    ...bill(report),
  ],
  export: (report) => [`export: written to ${String(report.out)}`],
};

/** What a person should know of a live channel beside the counts. */
function describeLive({ backfilled, limited, vanished_unconfirmed }: Fields): string[] {
  const rest = backfilled === false && limited === true ? ['  more is older: the same command goes on there'] : [];
  const doubt = Number(vanished_unconfirmed ?? 0);
  return doubt > 0
    ? [...rest, `  ${count(doubt)} stored messages seem to be gone: too many to believe; --confirm marks them as gone`]
    : rest;
}

/** What the models of a run cost; nothing is said of a run without calls. */
function bill({ calls_total, tokens, cost_usd, unpriced_calls_total, model_id }: Fields): string[] {
  if (typeof calls_total !== 'number' || calls_total === 0) {
    return [];
  }
  const { input, output } = tokens as { input: number; output: number };
  const unknown = Number(unpriced_calls_total) > 0 ? `, and ${count(unpriced_calls_total)} calls whose price is not known` : '';
  return [
    `  ${count(calls_total)} calls to ${String(model_id)}: ${count(input)} tokens in, ${count(output)} out, ${formatDollars(Number(cost_usd))}${unknown}`,
  ];
}

function batches({ batches: tally, batches_waiting_total }: Fields): string[] {
  const lines: string[] = [];
  if (tally) {
    const { submitted, fetched, abandoned, answered_items, cost_usd } = tally as BatchTally;
    const cost = cost_usd === null ? 'at a price that is not known' : `for ${formatDollars(cost_usd)}`;
    const nothing =
      abandoned > 0 ? `; ${count(abandoned)} came to nothing, and what they were to bring was asked directly` : '';
    lines.push(
      `  batches: ${count(submitted)} handed in, ${count(fetched)} fetched with ${count(answered_items)} answers ${cost}${nothing}`,
    );
  }
  if (Number(batches_waiting_total) > 0) {
    lines.push(`  batches under way that nobody fetched: ${count(batches_waiting_total)} (--batch does)`);
  }
  return lines;
}

/** What can be said of topics without knowing better; nothing is said of what a run did not measure. */
function quality({ coherence_npmi, term_diversity, stability }: Fields): string[] {
  const kept = (stability as Stability | null | undefined)?.kept_share;
  const said = [
    typeof coherence_npmi === 'number' ? `coherence ${coherence_npmi.toFixed(2)}` : '',
    typeof term_diversity === 'number' ? `term diversity ${term_diversity.toFixed(2)}` : '',
    kept === undefined ? '' : `${Math.floor(kept * 100)} % of the known documents stayed where they were`,
  ].filter((part) => part !== '');
  return said.length > 0 ? [`  ${said.join(', ')}`] : [];
}

/** No topic changes by what is proposed: a person has to know of it. */
function describeMerges({ merges_proposed_total, channel_id }: Fields): string[] {
  const proposed = Number(merges_proposed_total ?? 0);
  const option = catalogueOption(String(channel_id));
  return proposed === 0 ? [] : [`  ${countOf(proposed, 'merge')} proposed: tg-parser topics proposals ${option}`];
}

function spareWords(failedByClass: unknown): string[] {
  const classes = reasons(failedByClass);
  return classes === ''
    ? []
    : [
        `  the model failed for some topics, themes or pairs of topics${classes}: what needs words has those of the built-in engine, and the next run asks again`,
      ];
}

/** What a person named in advance: how the list changed, and what the channel says nothing about. */
function describeTargets({ targets_total, targets_without_content, targets_changed }: Fields): string[] {
  const without = (targets_without_content ?? []) as string[];
  const { added, changed, removed } = (targets_changed ?? { added: [], changed: [], removed: [] }) as TargetsDifference;
  const changes = [[added.length, 'added'] as const, [changed.length, 'changed'] as const, [removed.length, 'removed'] as const]
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${count(number)} ${what}`);
  if (Number(targets_total ?? 0) === 0 && changes.length === 0) {
    return [];
  }
  const shown = without.slice(0, listedForPeople).map((title) => `"${oneLine(title)}"`);
  const more = without.length > shown.length ? ` and ${count(without.length - shown.length)} more` : '';
  return [
    `  targets: ${count(targets_total)}${changes.length > 0 ? ` (${changes.join(', ')})` : ''}` +
      (without.length > 0 ? `; no message is about ${shown.join(', ')}${more}` : ''),
  ];
}

function count(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : '0';
}

function listed(parts: [unknown, string][]): string {
  const present = parts
    .filter(([value]) => typeof value === 'number' && value > 0)
    .map(([value, name]) => `${count(value)} ${name}`);
  return present.length > 0 ? present.join(', ') : 'none new';
}

function also(value: unknown, what: string): string {
  return typeof value === 'number' && value > 0 ? `; ${count(value)} ${what}` : '';
}

function reasons(byReason: unknown): string {
  const present = Object.entries((byReason ?? {}) as Record<string, number>).filter(([, value]) => value > 0);
  return present.length > 0
    ? ` (${present.map(([reason, value]) => `${reason.replaceAll('_', ' ')} ${count(value)}`).join(', ')})`
    : '';
}

/** Enough to see what happened; `--json` has up to a hundred. */
const listedForPeople = 5;

function listDamages(damages: unknown): string[] {
  const all = (damages ?? []) as { file: string; offset: number | null; problem: string }[];
  const lines = all
    .slice(0, listedForPeople)
    .map(({ file, offset, problem }) => `  damaged: ${file}${offset === null ? '' : ` at byte ${count(offset)}`}: ${problem}`);
  return all.length > listedForPeople ? [...lines, `  … and ${all.length - listedForPeople} more, see --json`] : lines;
}

function listShapes(shapes: unknown): string[] {
  const all = (shapes ?? []) as { shape: string; count: number }[];
  if (all.length === 0) {
    return [];
  }
  const named = all.slice(0, listedForPeople).map((shape) => `${shape.shape} (${count(shape.count)})`);
  return [`  kept in raw_payload, not understood: ${named.join(', ')}${all.length > listedForPeople ? ' …' : ''}`];
}
