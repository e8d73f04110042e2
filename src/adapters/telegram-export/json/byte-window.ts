/** The bytes of a file that are not settled yet, in one buffer that is used again and again. */
export class ByteWindow {
  #buffer = Buffer.alloc(0);
  /** Valid until the next `append`. */
  bytes = this.#buffer;
  /** Place of the first byte of `bytes` in the file. */
  offset = 0;
  /** The next byte of `bytes` to look at. */
  at = 0;
  /** Whether the file has no more bytes than these. */
  isLast = false;

  append(block: Buffer): void {
    const { bytes } = this;
    const length = bytes.length + block.length;
    if (length > this.#buffer.length) {
      this.#buffer = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#buffer.length));
    }
    this.#buffer.set(bytes, 0);
    this.#buffer.set(block, bytes.length);
    this.bytes = this.#buffer.subarray(0, length);
  }

  /** Forgets the bytes in front of an index. */
  drop(index: number): void {
    this.bytes = this.bytes.subarray(index);
    this.offset += index;
    this.at -= index;
  }
}
