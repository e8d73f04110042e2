import type { RawStore, StoredRawMessage } from '../ports/raw-store.ts';
import { findFooters, readTextEnd, type TextEnd } from './find-footers.ts';
import { toUnits } from './message-unit.ts';
import { albumReach, type Block, blockSize } from './plan-blocks.ts';
import type { ReadUnit } from './prepare-unit.ts';
import { readUnitText } from './unit-text.ts';

export interface ReadBlock {
  /** All messages with an id of the block. */
  messages: StoredRawMessage[];
  /** Units whose first message is in the block; their members may reach into the next. */
  units: ReadUnit[];
  footers: ReadonlySet<string>;
}

/** Reads blocks of one channel; each is read once when they are asked for in ascending order. */
export function createBlockReader(rawStore: RawStore, channelId: string): (block: Block) => Promise<ReadBlock> {
  let last: { block: Block; ends: TextEnd[] } | null = null;

  return async (block) => {
    const previous = { space: block.space, block: block.block - 1 };
    const before =
      last?.block.space === previous.space && last.block.block === previous.block
        ? last.ends
        : toEnds((await readUnits(previous)).units);
    const { messages, units } = await readUnits(block);
    const ends = toEnds(units);
    last = { block, ends };
    return { messages, units, footers: findFooters([...before, ...ends]) };
  };

  async function readUnits({ space, block }: Block): Promise<{ messages: StoredRawMessage[]; units: ReadUnit[] }> {
    const start = block * blockSize;
    const end = start + blockSize - 1;
    const read = await rawStore.readRange(channelId, space, start, end + albumReach);
    const units = toUnits(read).filter(({ first }) => first.messageId <= end);
    return {
      messages: read.filter(({ messageId }) => messageId <= end),
      units: units.map((unit) => {
        const source = readUnitText(unit);
        return { unit, source, end: readTextEnd(source.text) };
      }),
    };
  }
}

function toEnds(units: readonly ReadUnit[]): TextEnd[] {
  return units.filter(({ source }) => source.text !== '').map(({ end }) => end);
}
