import { timingSafeEqual } from 'node:crypto';

/** Compares without telling by its time where the texts differ. Their lengths are no secret. */
export function equalInConstantTime(left: string, right: string): boolean {
  const leftBytes = Buffer.from(left, 'utf8');
  const rightBytes = Buffer.from(right, 'utf8');
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}
