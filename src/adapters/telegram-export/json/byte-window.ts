/** The bytes of a file that are not settled yet. */
export class ByteWindow {
  bytes: Buffer = Buffer.alloc(0);
  /** Place of the first byte of `bytes` in the file. */
  offset = 0;
  /** The next byte of `bytes` to look at. */
  at = 0;
  /** Whether the file has no more bytes than these. */
  isLast = false;

  append(block: Buffer): void {
    this.bytes = this.bytes.length === 0 ? block : Buffer.concat([this.bytes, block]);
  }

  /** Forgets the bytes in front of an index. */
  drop(index: number): void {
    this.bytes = this.bytes.subarray(index);
    this.offset += index;
    this.at -= index;
  }
}
