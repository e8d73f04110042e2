import type { RawMessage } from '../../domain/raw-message.ts';
import type { Damage, SourceChunk } from '../../ports/message-source.ts';

/** Gathers what was read into chunks of a size. */
export class ChunkCollector {
  /** Bytes of the input read so far. */
  bytesRead = 0;
  readonly #chunkSize: number;
  readonly #bytesTotal: number | null;
  #full: SourceChunk[] = [];
  #messages: RawMessage[] = [];
  #damages: Damage[] = [];

  constructor(chunkSize: number, bytesTotal: number | null) {
    this.#chunkSize = chunkSize;
    this.#bytesTotal = bytesTotal;
  }

  addMessage(message: RawMessage): void {
    this.#messages.push(message);
    if (this.#messages.length >= this.#chunkSize) {
      this.#finish();
    }
  }

  addDamage(damage: Damage): void {
    this.#damages.push(damage);
    // Damage alone must not pile up either.
    if (this.#damages.length >= this.#chunkSize) {
      this.#finish();
    }
  }

  /** The chunks that are complete. */
  takeFull(): SourceChunk[] {
    const full = this.#full;
    this.#full = [];
    return full;
  }

  /** Everything that is left, at least one chunk: it says how much was read. */
  takeAll(): SourceChunk[] {
    this.#finish();
    return this.takeFull();
  }

  #finish(): void {
    this.#full.push({
      messages: this.#messages,
      damages: this.#damages,
      bytesRead: this.bytesRead,
      bytesTotal: this.#bytesTotal,
    });
    this.#messages = [];
    this.#damages = [];
  }
}
