import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SessionContent } from './session-content.ts';
import { SessionFile } from './session-file.ts';
import { lockSession } from './session-lock.ts';

export interface SessionSettings {
  /** Of the session file. */
  path: string;
  /** Encrypts the file; null leaves it readable for its owner. */
  key: string | null;
}

/** The session of one account, owned by this process from `open` to `close`. Each change is on disk when its function returns. */
export class AccountSession {
  readonly #file: SessionFile;
  readonly #unlock: () => void;
  #content: SessionContent;

  private constructor(file: SessionFile, content: SessionContent, unlock: () => void) {
    this.#file = file;
    this.#content = content;
    this.#unlock = unlock;
  }

  /** @throws TgParserError `telegram_session_busy`, `setting_invalid`, `telegram_unauthorized` for a damaged file */
  static open({ path, key }: SessionSettings): AccountSession {
    mkdirSync(dirname(path), { recursive: true });
    const unlock = lockSession(path);
    try {
      const file = new SessionFile(path, key);
      const { content, isEncrypted } = file.read();
      const session = new AccountSession(file, content, unlock);
      if (key !== null && !isEncrypted) {
        file.write(content);
      }
      return session;
    } catch (error) {
      unlock();
      throw error;
    }
  }

  get content(): Readonly<SessionContent> {
    return this.#content;
  }

  /** @param change what differs; nothing is written when nothing does */
  update(change: Partial<SessionContent>): void {
    const changed = { ...this.#content, ...change };
    if (JSON.stringify(changed) !== JSON.stringify(this.#content)) {
      this.#content = changed;
      this.#file.write(changed);
    }
  }

  /** Forgets the account: nothing of it stays on disk. */
  remove(): void {
    this.#file.remove();
  }

  close(): void {
    this.#unlock();
  }
}
