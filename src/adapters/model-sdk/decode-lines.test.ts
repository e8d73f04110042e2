import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeLines } from './decode-lines.ts';

it('lines are the same however the bytes are cut', async () => {
  const line = fc
    .string({ unit: 'grapheme' })
    .filter((text) => text.trim() !== '' && !/[\n\uFEFF]/.test(text) && text.isWellFormed());
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.array(fc.nat(9), { minLength: 1 }), fc.boolean(), async (lines, cuts, hasEnd) => {
      const bytes = new TextEncoder().encode(lines.join('\n') + (hasEnd ? '\n' : ''));
      expect(await collect(decodeLines(cut(bytes, cuts)))).toEqual(lines);
    }),
  );
});

async function* cut(bytes: Uint8Array, sizes: readonly number[]) {
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = (sizes[index % sizes.length] ?? 0) + 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}
