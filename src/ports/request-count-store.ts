/** How many requests somebody made in a window of time. */
export interface RequestCount {
  /** Who it is about, in a form that tells nobody: a hash. */
  key: string;
  /** Begin of the window, in milliseconds since 1970. */
  windowStart: number;
  requests: number;
}

/** What all instances of the API have counted together: database `processing`. */
export interface RequestCountStore {
  /** Adds to what is stored of each key; an earlier window of it is forgotten. @returns the sums of all instances, by key */
  add(counts: readonly RequestCount[]): Promise<Map<string, number>>;
  /** Forgets windows that began before a moment, in milliseconds since 1970. */
  forget(before: number): Promise<void>;
}
