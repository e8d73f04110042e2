/** Of whoever executes jobs. Times in milliseconds. */
export interface JobLimits {
  /** Jobs at a time. */
  concurrency: number;
  /** How often a worker says that it lives; silent for twice as long it has lost its jobs. */
  heartbeatInMs: number;
  /** How long jobs may go on when the worker is stopped. */
  shutdownGraceInMs: number;
}
