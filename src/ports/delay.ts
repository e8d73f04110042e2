/** Resolves after this time, or at once when the signal is aborted: who waits looks at the signal. Never rejects. */
export type Delay = (inMs: number, signal?: AbortSignal) => Promise<void>;
