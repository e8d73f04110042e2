import { TgParserError } from '../../../domain/tg-parser-error.ts';

const bytesPerNumber = 4;

/** Numbers of 32 bits, little endian whatever the machine: databases are copied from one to another. */
export function toVectorBytes(vector: Float32Array): Uint8Array {
  const bytes = Buffer.alloc(vector.length * bytesPerNumber);
  vector.forEach((value, index) => {
    bytes.writeFloatLE(value, index * bytesPerNumber);
  });
  return bytes;
}

/** @throws TgParserError `storage_corrupt` for bytes that are no vector */
export function fromVectorBytes(bytes: Uint8Array): Float32Array {
  if (bytes.length === 0 || bytes.length % bytesPerNumber !== 0) {
    throw new TgParserError('storage_corrupt', `A stored vector has ${bytes.length} bytes, which is no number of numbers`, {
      hint: 'The database was damaged or changed by another program. Restore it from a backup.',
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / bytesPerNumber }, (_, index) =>
    view.getFloat32(index * bytesPerNumber, true),
  );
}
