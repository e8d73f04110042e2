import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { LogFields } from '../../domain/log-field.ts';
import { withLogFields } from '../../ports/log-context.ts';
import type { LogLevel } from '../../ports/logger.ts';
import { openLogger } from './open-logger.ts';

const now = new Date('2026-01-02T03:04:05.678Z');

async function openLines(format: 'text' | 'json', level: LogLevel = 'info') {
  const stream = new PassThrough({ encoding: 'utf8' });
  const log = await openLogger({ stream, level, format, clock: { now: () => now } });
  return { log, lines: () => ((stream.read() as string | null) ?? '').split('\n').slice(0, -1) };
}

test('one line tells one event, for programs', async () => {
  const { log, lines } = await openLines('json');
  log.log('warn', 'message_failed', { source_ref: 'tg:1:post:7', failure_class: 'two\nlines "quoted"' });
  expect(lines().map((line) => JSON.parse(line))).toEqual([
    {
      ...{ level: 'warn', time: '2026-01-02T03:04:05.678Z', event: 'message_failed' },
      ...{ source_ref: 'tg:1:post:7', failure_class: 'two\nlines "quoted"' },
    },
  ]);
});

test('one line tells one event, for people', async () => {
  const { log, lines } = await openLines('text');
  log.log('warn', 'message_failed', { source_ref: 'tg:1:post:7', items: 3, code: undefined });
  expect(lines()).toEqual(['2026-01-02T03:04:05.678Z WARN message_failed source_ref="tg:1:post:7" items=3']);
});

describe.each(['text', 'json'] as const)('as %s', (format) => {
  test('lighter events than asked for are not written', async () => {
    const { log, lines } = await openLines(format, 'warn');
    for (const level of ['debug', 'info', 'warn', 'error'] as const) {
      log.log(level, `of_${level}`);
    }
    expect(lines().map((line) => /of_\w+/.exec(line)?.[0])).toEqual(['of_warn', 'of_error']);
  });

  test('what has no listed name is never written, wherever it comes from', async () => {
    const { log, lines } = await openLines(format);
    const careless = { api_key: 'sk-secret', text: 'a message', items: 1 } as LogFields;
    log.log('info', 'careless', careless);
    withLogFields(careless, () => log.log('info', 'bound'));
    const written = lines().join('\n');
    expect(written).toContain('items');
    expect(written).not.toMatch(/secret|a message/);
  });

  test('what is bound to work is told by its lines, through every wait, and by no others', async () => {
    const { log, lines } = await openLines(format);
    const work = (job: string) =>
      withLogFields({ job_id: job }, async () => {
        await wait(2);
        await withLogFields({ run_id: `${job}-run` }, async () => {
          await wait(1);
          log.log('info', `inside_${job}`);
        });
        log.log('info', `after_${job}`);
      });
    await Promise.all([work('one'), work('two')]);
    log.log('info', 'outside');
    const told = lines();
    const of = (event: string) => told.find((line) => line.includes(event));
    expect(of('inside_one')).toMatch(/job_id.{1,3}one".*run_id.{1,3}one-run"/);
    expect(of('inside_two')).toMatch(/job_id.{1,3}two".*run_id.{1,3}two-run"/);
    expect(of('after_two')).not.toContain('run_id');
    expect(of('outside')).not.toContain('job_id');
  });
});
