import type { Instant } from '../domain/instant.ts';
import type { LockedStep } from '../domain/run.ts';
import type { StepHolder } from '../ports/step-locks.ts';

/** Who executes a step, as programs are told. */
export interface HolderFields {
  step: LockedStep;
  channel_id: string;
  host: string;
  pid: number;
  since: Instant;
  age_seconds: number;
  heartbeat_at: Instant;
}

export function holderFields({ step, channelId, host, pid, since, heartbeatAt }: StepHolder, now: Date): HolderFields {
  return {
    step,
    channel_id: channelId,
    host,
    pid,
    since,
    age_seconds: Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000)),
    heartbeat_at: heartbeatAt,
  };
}
