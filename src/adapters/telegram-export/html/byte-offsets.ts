interface Block {
  /** Characters and bytes in front of it. */
  chars: number;
  bytes: number;
  text: string;
}

/** Tells for a place counted in characters, as a parser of text counts it, where it is in the file, in bytes. */
export class ByteOffsets {
  #blocks: Block[] = [];
  #chars = 0;
  #bytes = 0;

  /** The next text of the file. */
  add(text: string): void {
    this.#blocks = [...this.#blocks.slice(-1), { chars: this.#chars, bytes: this.#bytes, text }];
    this.#chars += text.length;
    this.#bytes += Buffer.byteLength(text);
  }

  /** @returns the exact place in the last two texts; for one before them, the place where they begin */
  toBytes(char: number): number {
    const block = this.#blocks.findLast(({ chars }) => chars <= char);
    return block ? block.bytes + Buffer.byteLength(block.text.slice(0, char - block.chars)) : (this.#blocks[0]?.bytes ?? 0);
  }
}
