import { describeDuration } from '../lib/describe-duration.ts';
import type { HolderFields } from './holder-fields.ts';

/** Who executes a step, for a person: `"process" of channel 1999999999 is being executed by process 123 on laptop, for 3 min`. */
export function describeHolder({ step, channel_id, pid, host, age_seconds }: HolderFields): string {
  return `"${step}" of channel ${channel_id} is being executed by process ${pid} on ${host}, for ${describeDuration(age_seconds)}`;
}
