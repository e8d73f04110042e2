import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { emptySession, type SessionContent, sessionContentSchema } from './session-content.ts';

/** Begin of an encrypted file; then 16 bytes of salt, 12 of nonce, 16 of tag, and the cipher text (AES-256-GCM, key by scrypt). */
const magic = Buffer.from('TGPS1');
const saltLength = 16;
const nonceLength = 12;
const tagLength = 16;

/**
 * The file of a session: readable by its owner only, replaced as a whole, encrypted when there is a key. A file without encryption is
 * encrypted by the first change after a key was set.
 */
export class SessionFile {
  readonly #path: string;
  readonly #password: string | null;
  /** Deriving is slow on purpose: once for each salt. */
  #derived: { salt: Buffer; key: Buffer } | null = null;

  constructor(path: string, password: string | null) {
    this.#path = path;
    this.#password = password;
  }

  /** @throws TgParserError `setting_invalid` without the right key, `telegram_unauthorized` for a file that is damaged */
  read(): { content: SessionContent; isEncrypted: boolean } {
    const bytes = this.#readBytes();
    if (bytes === null) {
      return { content: emptySession(), isEncrypted: this.#password !== null };
    }
    const isEncrypted = bytes.subarray(0, magic.length).equals(magic);
    const text = isEncrypted ? this.#decrypt(bytes.subarray(magic.length)) : bytes.toString('utf8');
    return { content: this.#parse(text), isEncrypted };
  }

  write(content: SessionContent): void {
    const text = JSON.stringify(content);
    const temporary = `${this.#path}.${process.pid}.tmp`;
    try {
      const file = openSync(temporary, 'w', 0o600);
      try {
        writeFileSync(file, this.#password === null ? text : this.#encrypt(text, this.#password));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, this.#path);
    } catch (error) {
      rmSync(temporary, { force: true });
      const code = (error as NodeJS.ErrnoException).code;
      throw new TgParserError(
        code === 'ENOSPC' ? 'storage_full' : 'storage_read_only',
        `The session of the Telegram account cannot be written to ${this.#path}: ${code ?? 'unknown reason'}`,
        { hint: 'Look at the space and the permissions of the data folder.' },
      );
    }
  }

  remove(): void {
    rmSync(this.#path, { force: true });
  }

  #readBytes(): Buffer | null {
    try {
      return readFileSync(this.#path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return null;
      }
      throw new TgParserError('storage_read_only', `The session file ${this.#path} cannot be read`, {
        hint: 'It must belong to the user that runs tg-parser.',
      });
    }
  }

  #parse(text: string): SessionContent {
    try {
      return sessionContentSchema.parse(JSON.parse(text));
    } catch {
      // What was wrong is not said: the text holds keys.
      throw new TgParserError('telegram_unauthorized', `The session file ${this.#path} is damaged`, {
        hint: 'Remove it and log in again: tg-parser auth login.',
      });
    }
  }

  #encrypt(text: string, password: string): Buffer {
    const salt = this.#derived?.salt ?? randomBytes(saltLength);
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', this.#keyFor(salt, password), nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([magic, salt, nonce, cipher.getAuthTag(), body]);
  }

  #decrypt(bytes: Buffer): string {
    if (this.#password === null) {
      throw new TgParserError(
        'setting_invalid',
        `The session file ${this.#path} is encrypted, and TELEGRAM_SESSION_KEY is not set`,
        {
          hint: 'Set the key that it was written with, or remove the file and log in again.',
        },
      );
    }
    const nonceAt = saltLength;
    const tagAt = nonceAt + nonceLength;
    const bodyAt = tagAt + tagLength;
    try {
      const key = this.#keyFor(bytes.subarray(0, saltLength), this.#password);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(nonceAt, tagAt));
      decipher.setAuthTag(bytes.subarray(tagAt, bodyAt));
      return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]).toString('utf8');
    } catch {
      throw new TgParserError('setting_invalid', `TELEGRAM_SESSION_KEY does not open the session file ${this.#path}`, {
        hint: 'Set the key that it was written with, or remove the file and log in again.',
      });
    }
  }

  #keyFor(salt: Buffer, password: string): Buffer {
    if (!this.#derived?.salt.equals(salt)) {
      this.#derived = {
        salt: Buffer.from(salt),
        key: scryptSync(password, salt, 32, { N: 1 << 15, r: 8, p: 1, maxmem: 64 << 20 }),
      };
    }
    return this.#derived.key;
  }
}
