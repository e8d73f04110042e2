// @ts-check
// Runs in a thread of its own, started by file-thread.ts: encodes, hashes and writes what it is sent. It is plain JavaScript because
// Node 20 starts a thread from a file as it is, and the tests run from the sources.
import { createHash } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

/** @typedef {import('./file-thread.ts').FileOrder} FileOrder */
/** @typedef {import('./file-thread.ts').FileAnswer} FileAnswer */

/** Bytes after which the disk is asked to keep up, so that the end of a large file does not wait for all of it. */
const bytesPerSync = 16 * 1024 * 1024;

class OpenFile {
  #descriptor;
  #all = createHash('sha256');
  /** Hash of the content without volatile parts; costs nothing until there is one.
   * @type {import('node:crypto').Hash | null} */
  #content = null;
  #bytes = 0;
  #unsynced = 0;

  /** @param {string} path */
  constructor(path) {
    this.#descriptor = openSync(path, 'wx');
  }

  /**
   * @param {Buffer} block
   * @param {boolean} isVolatile
   */
  write(block, isVolatile) {
    if (isVolatile) {
      this.#content ??= this.#all.copy();
    } else {
      this.#content?.update(block);
    }
    this.#all.update(block);
    for (let offset = 0; offset < block.length; ) {
      offset += writeSync(this.#descriptor, block, offset);
    }
    this.#bytes += block.length;
    this.#unsynced += block.length;
    if (this.#unsynced >= bytesPerSync) {
      this.#unsynced = 0;
      fdatasyncSync(this.#descriptor);
    }
  }

  abandon() {
    closeSync(this.#descriptor);
  }

  close() {
    closeSync(this.#descriptor);
    const sha256 = `sha256:${this.#all.digest('hex')}`;
    const contentHash = this.#content ? `sha256:${this.#content.digest('hex')}` : sha256;
    return { bytes: this.#bytes, sha256, contentHash };
  }
}

/** @type {Map<number, OpenFile>} */
const files = new Map();
/** One buffer again and again: a new one for each block would keep the garbage collector busy. */
const buffer = Buffer.allocUnsafeSlow(1024 * 1024);

parentPort?.on('message', (/** @type {FileOrder} */ order) => {
  try {
    const answer = carryOut(order);
    if (answer) {
      send(answer);
    }
  } catch (error) {
    files.get(order.file)?.abandon();
    files.delete(order.file);
    const { message, code, syscall } = /** @type {NodeJS.ErrnoException} */ (error);
    const characters = order.kind === 'write' ? order.characters : 0;
    send({ kind: 'failed', file: order.file, characters, message, code, syscall });
  }
});

/**
 * Orders for a file that failed or was abandoned are passed over: its sender learns of it by the answer that is on its way.
 *
 * @param {FileOrder} order
 * @returns {FileAnswer | null}
 */
function carryOut(order) {
  const file = files.get(order.file);
  switch (order.kind) {
    case 'open':
      files.set(order.file, new OpenFile(order.path));
      return null;
    case 'write':
      file?.write(encode(order), order.isVolatile);
      return { kind: 'written', file: order.file, characters: order.characters };
    case 'close':
      files.delete(order.file);
      return file ? { kind: 'closed', file: order.file, ...file.close() } : null;
    case 'abandon':
      files.delete(order.file);
      file?.abandon();
      return null;
  }
}

/**
 * UTF-8 needs at most three bytes for a character of a JavaScript string.
 *
 * @param {{ texts: string[], characters: number }} order
 */
function encode({ texts, characters }) {
  if (characters * 3 > buffer.length) {
    return Buffer.from(texts.join(''), 'utf8');
  }
  let length = 0;
  for (const text of texts) {
    length += buffer.write(text, length, 'utf8');
  }
  return buffer.subarray(0, length);
}

/** @param {FileAnswer} answer */
function send(answer) {
  parentPort?.postMessage(answer);
}
