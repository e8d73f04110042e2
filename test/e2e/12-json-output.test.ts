import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { commandList } from '../../src/cli/command-list.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const channel = '1987654321';

/** Command lines in an order in which each finds something to say. */
function commandLines(folder: string): string[][] {
  return [
    ['init'],
    ['add-source', '--from-export', sample, '--source-id', 'yard'],
    ['ingest', '--source', 'yard'],
    ['process', '--channel', channel, '--dry-run'],
    ['process', '--channel', channel],
    ['doctor'],
    ['auth', 'status'],
    ['auth', 'login'],
    ['auth', 'logout'],
    ['topicize', '--channel', channel],
    ['export', '--channel', channel, '--out', join(folder, 'kb')],
    ['run', '--source', 'yard', '--force', '--out', join(folder, 'kb')],
    ['sources', 'list'],
    ['sources', 'show', channel],
    ['sources', 'set', channel, '--batch-size', '100'],
    ['sources', 'pause', channel],
    ['sources', 'resume', channel],
    ['users', 'create', 'anna', '--role', 'admin'],
    ['users', 'create', 'ben', '--role', 'reader', '--no-key'],
    ['users', 'set', 'ben', '--disable'],
    ['users', 'list'],
    ['keys', 'create', 'anna', '--scope', 'read', '--expires', '30'],
    ['keys', 'list'],
    ['keys', 'revoke', 'KEY'],
    ['sources', 'set', channel, '--owner', 'anna'],
    ['topics', 'list', '--channel', channel],
    ['topics', 'list', '--channel', channel, '--theme'],
    ['topics', 'list', '--channel', channel, '--outside'],
    ['topics', 'sets'],
    ['topics', 'add', '--channel', channel, '--title', 'Bread', '--example', 'Sourdough starter'],
    ['topicize', '--channel', channel],
    ['topics', 'targets', '--channel', channel],
    ['topics', 'drop-target', 'Bread', '--channel', channel],
    ['topicize', '--channel', channel],
    ['topics', 'proposals', '--channel', channel],
    ['topics', 'dismiss', 'TOPIC', 'OTHER'],
    ['topics', 'show', 'TOPIC'],
    ['explain', 'MESSAGE'],
    ['topics', 'rename', 'TOPIC', 'Another title'],
    ['topics', 'split', 'TOPIC', '--items', 'MESSAGE'],
    ['topics', 'merge', 'TOPIC', 'OTHER'],
    ['topics', 'history', 'TOPIC'],
    ['topics', 'retire', 'TOPIC'],
    ['status'],
    ['report'],
    ['report', 'RUN'],
    ['db', 'current'],
    ['db', 'history'],
    ['db', 'check'],
    ['db', 'lint'],
    ['db', 'upgrade'],
    ['db', 'upgrade', '--dry-run'],
    ['db', 'upgrade', '--sql', '--db', 'raw'],
    ['db', 'stamp', 'head', '--yes'],
    ['db', 'copy', '--to', join(folder, 'copy'), '--dry-run'],
    ['db', 'copy', '--to', join(folder, 'copy'), '--verify'],
    ['db', 'copy', '--to', join(folder, 'copy'), '--dry-run', '--verify'],
    ['db', 'backup', '--out', join(folder, 'backup')],
    ['db', 'backup', '--check', join(folder, 'backup')],
    ['db', 'restore', join(folder, 'backup'), '--yes'],
    ['sources', 'remove', channel, '--yes'],
    ['db', 'downgrade', '-1', '--db', 'processing', '--yes'],
    ['db', 'upgrade', '--db', 'processing'],
    ['jobs', 'start', 'clean_up'],
    ['jobs', 'show', 'JOB'],
    ['jobs', 'cancel', 'JOB'],
    ['jobs', 'retry', 'JOB'],
    ['jobs', 'list'],
    ['schedules', 'add', '--kind', 'clean_up', '--cron', '0 3 * * *'],
    ['schedules', 'set', 'SCHEDULE', '--disable'],
    ['schedules', 'list'],
    ['schedules', 'remove', 'SCHEDULE'],
    ['config', 'show'],
    ['config', 'check'],
    ['schema'],
  ];
}

test('what every command prints for programs has fields in snake_case, and every line of its talk is an event', async () => {
  vi.stubEnv('LOG_FORMAT', 'json');
  vi.stubEnv('LOG_LEVEL', 'DEBUG');
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = temporaryFolder();
  const lines = commandLines(folder);
  // They do not end by themselves: 31-api and 33-jobs have them.
  for (const { path } of commandList.filter((entry) => !['api', 'worker'].includes(entry.path.join(' ')))) {
    expect(lines.map((words) => words.slice(0, path.length).join(' '))).toContain(path.join(' '));
  }
  const found = { TOPIC: '', OTHER: '', MESSAGE: '', RUN: '', KEY: '', JOB: '', SCHEDULE: '' };
  for (const line of lines) {
    const words = line.map((word) => (word in found ? found[word as keyof typeof found] : word));
    const { exitCode, stdout, stderr } = await runInProcess([...words, ...['--data-dir', join(folder, 'data'), '--json']]);
    // A login needs somebody who answers, and without a model nothing is proposed that could be declined.
    const isRefused = words[1] === 'login' || words[1] === 'dismiss';
    expect(exitCode, `${words.join(' ')}: ${stderr}`).toBe(isRefused ? 2 : 0);
    for (const line of stderr.split('\n').filter(Boolean)) {
      expect(JSON.parse(line)).toMatchObject({ level: expect.anything(), time: expect.anything(), event: expect.anything() });
    }
    const report = JSON.parse(stdout);
    found.TOPIC = report.topics?.[0]?.id ?? found.TOPIC;
    found.OTHER = report.topics?.[1]?.id ?? found.OTHER;
    found.MESSAGE = report.topic_bundle?.items.at(-1).source_ref ?? found.MESSAGE;
    found.KEY = report.api_key?.key_id ?? found.KEY;
    found.SCHEDULE = report.schedule_id ?? found.SCHEDULE;
    found.JOB = report.job_id ?? found.JOB;
    found.RUN = report.runs?.[0]?.run_id ?? found.RUN;
    expect(keysOf(report).filter((key) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(key))).toEqual([]);
  }
}, 120_000);

/** At every depth, but for the parameters of a card: it is a record, and stays as it is exported. */
function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(keysOf);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const isOfCard = 'topicization_run_id' in value;
  return Object.entries(value).flatMap(([key, inner]) => [key, ...(isOfCard && key === 'parameters' ? [] : keysOf(inner))]);
}
