import { hostname } from 'node:os';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { instantFromDate } from '../../../domain/instant.ts';
import type { Run } from '../../../domain/run.ts';
import type { RunStore } from '../../../ports/run-store.ts';
import { decodeInstant, decodeNullableInstant, decodeNullableJson } from '../decode-column.ts';
import type { ProcessingSchema, RunsTable } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { isProcessAlive } from './is-process-alive.ts';

export interface RunOwner {
  pid: number;
  host: string;
  isAlive: (pid: number) => boolean;
}

type StartedRun = Parameters<RunStore['start']>[0];

/** @param owner whose runs these are; default this process */
export function createRunStore(
  database: SqlDatabase<ProcessingSchema>,
  owner: RunOwner = { pid: process.pid, host: hostname(), isAlive: isProcessAlive },
): RunStore {
  /** A process id is given again: a run under ours that we did not start is of a dead process. */
  const ownRuns = new Set<string>();
  return {
    async start(run) {
      ownRuns.add(run.runId);
      await database.write(async (transaction) => {
        // For the run number, and so that of two who start at once the second sees the first.
        await database.lock(transaction, 'runs');
        await interruptDeadRuns(transaction, run, (dead) => run.isAlone === true || isDead(dead, owner, ownRuns));
        await insertRun(transaction, run, owner);
      });
    },

    async finish(runId, { outcome, report, at }) {
      await database.write(async (transaction) => {
        await transaction
          .updateTable('runs')
          .set({ outcome, report: JSON.stringify(report), finished_at: instantFromDate(at) })
          .where('run_id', '=', runId)
          .execute();
      });
      ownRuns.delete(runId);
    },

    get: (runId) =>
      database.read(async (reader) => {
        const row = await reader.selectFrom('runs').selectAll().where('run_id', '=', runId).executeTakeFirst();
        return row ? toRun(row) : null;
      }),

    list: (options) => database.read((reader) => listRuns(reader, options)),

    removeChannel: (channelId) =>
      database.write(async (transaction) => {
        await transaction.deleteFrom('runs').where('channel_id', '=', channelId).execute();
      }),
  };
}

function isDead(run: { run_id: string; pid: number; host: string }, owner: RunOwner, ownRuns: ReadonlySet<string>): boolean {
  if (run.host !== owner.host) {
    return false;
  }
  return run.pid === owner.pid ? !ownRuns.has(run.run_id) : !owner.isAlive(run.pid);
}

async function interruptDeadRuns(
  transaction: Transaction<ProcessingSchema>,
  { step, channelId, at }: StartedRun,
  isOfDead: (run: { run_id: string; pid: number; host: string }) => boolean,
): Promise<void> {
  const running = await transaction
    .selectFrom('runs')
    .select(['run_id', 'pid', 'host'])
    .where('outcome', '=', 'running')
    .where('step', '=', step)
    .where((where) => (channelId === null ? where('channel_id', 'is', null) : where('channel_id', '=', channelId)))
    .execute();
  for (const dead of running.filter(isOfDead)) {
    await transaction
      .updateTable('runs')
      .set({ outcome: 'interrupted', finished_at: instantFromDate(at) })
      .where('run_id', '=', dead.run_id)
      .execute();
  }
}

async function insertRun(transaction: Transaction<ProcessingSchema>, run: StartedRun, { pid, host }: RunOwner): Promise<void> {
  const newest = await transaction
    .selectFrom('runs')
    .select('run_number')
    .orderBy('run_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  await transaction
    .insertInto('runs')
    .values({
      run_id: run.runId,
      run_number: (newest?.run_number ?? 0) + 1,
      step: run.step,
      channel_id: run.channelId,
      started_at: instantFromDate(run.at),
      finished_at: null,
      outcome: 'running',
      report: null,
      pid,
      host,
    })
    .execute();
}

async function listRuns(
  database: Kysely<ProcessingSchema>,
  { channelId, limit, after }: Parameters<RunStore['list']>[0],
): Promise<Run[]> {
  let runs = database.selectFrom('runs').selectAll().orderBy('run_number', 'desc').limit(limit);
  runs = channelId === undefined ? runs : runs.where('channel_id', '=', channelId);
  if (after !== undefined) {
    const before = database.selectFrom('runs').select('run_number').where('run_id', '=', after);
    runs = runs.where('run_number', '<', before);
  }
  return (await runs.execute()).map(toRun);
}

function toRun(row: Selectable<RunsTable>): Run {
  return {
    runId: row.run_id,
    step: row.step,
    channelId: row.channel_id,
    startedAt: decodeInstant(row.started_at),
    finishedAt: decodeNullableInstant(row.finished_at),
    outcome: row.outcome,
    report: decodeNullableJson(row.report),
  };
}
