/** A process as it can be told from every other one, also from those before and after it and those in other containers. */
export interface LockOwner {
  pid: number;
  host: string;
  /** In which numbering the pid counts: containers may share a host's name, not its processes. Null where there is none. */
  pidNamespace: string | null;
  /** Tells the process from a later one with the same id. Null where the system does not say. */
  processStart: string | null;
}
