/** A step calls this between chunks. `total` is null while it is not known. */
export type ReportProgress = (progress: StepProgress) => void;

export interface StepProgress {
  /** What is being counted, in words a person reads: `reading export`, `describing messages`. */
  activity: string;
  done: number;
  total: number | null;
  unit: 'messages' | 'documents' | 'bytes' | 'calls' | 'topics' | 'entries' | 'rows' | 'pairs';
}
