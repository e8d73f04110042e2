import type { SingleBar } from 'cli-progress';
import { describeDuration } from '../lib/describe-duration.ts';
import type { ReportProgress, StepProgress } from '../ports/progress.ts';

/** How often a line is written where there is no terminal. */
const lineIntervalMs = 10_000;
/** How often the bar is drawn at most. */
const drawIntervalMs = 100;

export interface ProgressDisplay {
  report: ReportProgress;
  /** Clears the bar, so that other lines can be written. */
  stop(): void;
}

/** Progress on stderr: a bar with rate and time left on a terminal, a line now and then elsewhere. */
export function createProgressDisplay({
  stream,
  isEnabled,
  now,
}: {
  stream: NodeJS.WriteStream;
  isEnabled: boolean;
  now: () => number;
}): ProgressDisplay {
  let activity: { name: string; startedAt: number; firstDone: number } | null = null;
  let lastShownAt = 0;
  let bar: SingleBar | null = null;
  let isLoading = false;

  return {
    report(progress) {
      if (!isEnabled) {
        return;
      }
      const time = now();
      if (activity?.name !== progress.activity) {
        bar?.stop();
        bar = null;
        activity = { name: progress.activity, startedAt: time, firstDone: progress.done };
        lastShownAt = stream.isTTY ? 0 : time;
      }
      if (time - lastShownAt < (stream.isTTY ? drawIntervalMs : lineIntervalMs)) {
        return;
      }
      lastShownAt = time;
      const line = describe(progress, activity, time);
      if (stream.isTTY) {
        draw(progress, line);
      } else {
        stream.write(`${line}\n`);
      }
    },
    stop() {
      bar?.stop();
      bar = null;
      activity = null;
    },
  };

  function draw({ done, total }: StepProgress, line: string): void {
    if (bar) {
      bar.setTotal(total ?? Math.max(done, 1));
      bar.update(done, { line });
      return;
    }
    if (isLoading) {
      return;
    }
    isLoading = true;
    void import('cli-progress').then(({ default: { SingleBar, Presets } }) => {
      isLoading = false;
      if (activity) {
        bar = new SingleBar(
          { stream, format: '{bar} {line}', barsize: 24, hideCursor: true, clearOnComplete: true, linewrap: false },
          Presets.shades_classic,
        );
        bar.start(total ?? Math.max(done, 1), done, { line });
      }
    });
  }
}

/** For example `describing messages 12,000 of 40,000 messages, 1,400 a second, 20 s left`. */
function describe(
  { activity, done, total, unit }: StepProgress,
  { startedAt, firstDone }: { startedAt: number; firstDone: number },
  time: number,
): string {
  const seconds = (time - startedAt) / 1000;
  const rate = seconds > 0.5 ? (done - firstDone) / seconds : 0;
  const amount =
    unit === 'bytes'
      ? `${megabytes(done)}${total === null ? '' : ` of ${megabytes(total)}`} MB`
      : `${count(done)}${total === null ? '' : ` of ${count(total)}`} ${unit}`;
  const speed = rate > 0 ? `, ${unit === 'bytes' ? `${megabytes(rate)} MB` : count(rate)} a second` : '';
  const left = rate > 0 && total !== null && total > done ? `, ${describeDuration((total - done) / rate)} left` : '';
  return `${activity}: ${amount}${speed}${left}`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
