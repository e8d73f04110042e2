import { expect } from 'vitest';
import type { Ledger } from '../../src/domain/message-state.ts';

/** Every raw message is in exactly one state. */
export function expectBalancedLedger(ledger: Ledger): void {
  const { raw_messages, ...states } = ledger;
  expect(Object.values(states).every((count) => count >= 0)).toBe(true);
  expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(raw_messages);
}
