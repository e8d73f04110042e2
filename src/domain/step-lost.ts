import type { LockedStep } from './run.ts';
import { TgParserError } from './tg-parser-error.ts';

/** What a holder of a step is told once another process has its lock. */
export function stepLost({ step, channelId }: { step: LockedStep; channelId: string }, cause?: unknown): TgParserError {
  return new TgParserError(
    'step_lost',
    `Another process took over "${step}" of channel ${channelId}, because this one was silent for too long`,
    { hint: 'What was finished is stored. Let the other one end, or run the same command again with --wait.', cause },
  );
}
