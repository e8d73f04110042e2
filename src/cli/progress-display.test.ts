import { expect, test } from 'vitest';
import { createProgressDisplay } from './progress-display.ts';

function recorder() {
  const lines: string[] = [];
  const stream = { isTTY: false, write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream;
  return { lines, stream };
}

test('without a terminal a line is written now and then, with rate and time left', () => {
  const { lines, stream } = recorder();
  let time = 0;
  const display = createProgressDisplay({ stream, isEnabled: true, now: () => time });
  for (const [seconds, done] of [
    [0, 0],
    [5, 500],
    [11, 1100],
    [12, 1200],
  ] as const) {
    time = seconds * 1000;
    display.report({ activity: 'describing messages', done, total: 2100, unit: 'messages' });
  }
  expect(lines).toEqual(['describing messages: 1,100 of 2,100 messages, 100 a second, 10 s left\n']);
});

test('an unknown total is not shown as a number', () => {
  const { lines, stream } = recorder();
  let time = 0;
  const display = createProgressDisplay({ stream, isEnabled: true, now: () => time });
  display.report({ activity: 'reading the export', done: 0, total: null, unit: 'bytes' });
  time = 20_000;
  display.report({ activity: 'reading the export', done: 40_000_000, total: null, unit: 'bytes' });
  expect(lines).toEqual(['reading the export: 40.0 MB, 2.0 MB a second\n']);
});

test('nothing is written when progress is switched off', () => {
  const { lines, stream } = recorder();
  let time = 0;
  const display = createProgressDisplay({ stream, isEnabled: false, now: () => time });
  display.report({ activity: 'x', done: 0, total: 1, unit: 'messages' });
  time = 60_000;
  display.report({ activity: 'x', done: 1, total: 1, unit: 'messages' });
  expect(lines).toEqual([]);
});
