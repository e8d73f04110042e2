import type { BatchBehaviour } from './model-provider-options.ts';

/** A batch as an account sees it: it ends after so many looks, or when it is cancelled. */
export class BatchProgress {
  private looks = 0;
  private isCancelled = false;

  /** One look more; the state that it finds. */
  look({ polls = 1, end = 'completed' }: BatchBehaviour): 'running' | 'cancelled' | 'completed' | 'expired' | 'failed' {
    this.looks += 1;
    if (this.looks <= polls) {
      return 'running';
    }
    return this.isCancelled ? 'cancelled' : end;
  }

  /** What was under way still ends: the next look finds the batch on its way, the one after that finds it cancelled. */
  cancel({ polls = 1 }: BatchBehaviour): void {
    this.isCancelled = true;
    this.looks = Math.max(0, polls - 1);
  }
}
