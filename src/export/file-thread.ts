import { Worker } from 'node:worker_threads';

/** What the thread is asked to do; files are numbered by the sender. */
export type FileOrder =
  | { kind: 'open'; file: number; path: string }
  | { kind: 'write'; file: number; texts: string[]; characters: number; isVolatile: boolean }
  | { kind: 'close'; file: number }
  | { kind: 'abandon'; file: number };

export type FileAnswer =
  | { kind: 'written'; file: number; characters: number }
  | ({ kind: 'closed'; file: number } & FileSummary)
  | {
      kind: 'failed';
      file: number;
      characters: number;
      message: string;
      code: string | undefined;
      syscall: string | undefined;
    };

/** What is known of a file that is complete. */
export interface FileSummary {
  bytes: number;
  /** `sha256:<hex>` of the bytes. */
  sha256: string;
  /** The same without the parts that were written as volatile. */
  contentHash: string;
}

/** A file that another thread writes. */
export interface ThreadFile {
  /**
   * Appends. Texts that are not joined yet stay so: joining them costs more than writing them one by one.
   *
   * @param block.characters of all texts
   * @returns a promise that is to be waited for when the thread is behind; it fails when the file did
   */
  write(block: { texts: string[]; characters: number; isVolatile: boolean }): Promise<void> | undefined;
  /** @throws the file system's error, with its `code` */
  close(): Promise<FileSummary>;
  /** Closes without a result. */
  abandon(): void;
}

/** Writes files beside the main thread, which then does nothing but make texts: encoding, hashing and writing take as long as that. */
export interface FileThread {
  /** Makes a new file; that it could not be made shows when it is written or closed. */
  open(path: string): ThreadFile;
  stop(): Promise<void>;
}

/** Characters that may be on their way to the thread: a few blocks, so that it never waits and memory stays small. */
const mostOnTheWay = 1024 * 1024;

interface Sent {
  fail: (error: Error) => void;
  finish: (summary: FileSummary) => void;
}

export function startFileThread(): FileThread {
  const worker = new Worker(new URL('./file-thread-worker.mjs', import.meta.url));
  const files = new Map<number, Sent>();
  let opened = 0;
  let onTheWay = 0;
  let room: { promise: Promise<void>; give: () => void } | null = null;

  worker.on('message', (answer: FileAnswer) => {
    switch (answer.kind) {
      case 'written':
        noteArrival(answer.characters);
        break;
      case 'closed':
        files.get(answer.file)?.finish({ bytes: answer.bytes, sha256: answer.sha256, contentHash: answer.contentHash });
        break;
      case 'failed':
        noteArrival(answer.characters);
        files.get(answer.file)?.fail(Object.assign(new Error(answer.message), { code: answer.code, syscall: answer.syscall }));
        break;
    }
  });
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('the thread that writes files ended')));

  function failAll(error: Error): void {
    for (const file of files.values()) {
      file.fail(error);
    }
    giveRoom();
  }

  function noteArrival(characters: number): void {
    onTheWay -= characters;
    if (onTheWay <= mostOnTheWay / 2) {
      giveRoom();
    }
  }

  function giveRoom(): void {
    room?.give();
    room = null;
  }

  function waitForRoom(): Promise<void> {
    if (!room) {
      let give = () => {};
      const promise = new Promise<void>((resolve) => {
        give = resolve;
      });
      room = { promise, give };
    }
    return room.promise;
  }

  function post(order: FileOrder): void {
    worker.postMessage(order);
  }

  return {
    open(path) {
      const file = opened;
      opened += 1;
      let failure: Error | null = null;
      const summary = new Promise<FileSummary>((resolve, reject) => {
        files.set(file, {
          finish: resolve,
          fail(error) {
            failure ??= error;
            reject(error);
          },
        });
      }).finally(() => files.delete(file));
      // Whoever writes or closes sees it; until then it must not count as unhandled.
      summary.catch(() => undefined);
      post({ kind: 'open', file, path });

      return {
        write({ texts, characters, isVolatile }) {
          if (failure) {
            return Promise.reject(failure);
          }
          onTheWay += characters;
          post({ kind: 'write', file, texts, characters, isVolatile });
          return onTheWay <= mostOnTheWay ? undefined : waitForRoom().then(() => throwIf(failure));
        },
        close() {
          post({ kind: 'close', file });
          return summary;
        },
        abandon() {
          files.delete(file);
          post({ kind: 'abandon', file });
        },
      };
    },

    async stop() {
      worker.removeAllListeners('exit');
      await worker.terminate();
    },
  };
}

function throwIf(failure: Error | null): void {
  if (failure) {
    throw failure;
  }
}
