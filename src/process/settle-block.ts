import type { SkipReason } from '../domain/message-state.ts';
import type { MessageSpace } from '../domain/source-ref.ts';
import type { MessageState } from '../ports/document-store.ts';
import type { StoredRawMessage } from '../ports/raw-store.ts';
import { albumIdOf, isFurtherMember } from './message-unit.ts';
import { type PreparedUnit, prepareUnit, type ReadUnit, unitFingerprint } from './prepare-unit.ts';
import type { ReadBlock } from './read-block.ts';

/** What becomes of a raw message, or of the unit that begins with it. */
export type Settlement =
  | { kind: 'unchanged' }
  | { kind: 'skipped'; state: MessageState; reason: SkipReason }
  | { kind: 'prepared'; unit: PreparedUnit }
  | { kind: 'failed'; stored: StoredRawMessage; fingerprint: string; error: unknown };

export interface SettleOptions {
  pipelineVersion: string;
  /** Does everything again. */
  force: boolean;
  /** Whether to do again what failed before. */
  isTriedAgain: (space: MessageSpace, messageId: number) => boolean;
}

/**
 * Goes through the messages of a block and says of each what is to be done; each appears exactly once.
 *
 * @param known what earlier runs settled, by message id
 */
export function* settleBlock(
  { messages, units, footers }: ReadBlock,
  known: ReadonlyMap<number, MessageState>,
  { pipelineVersion, force, isTriedAgain }: SettleOptions,
): Generator<Settlement> {
  const unitsByFirst = new Map(units.map((unit) => [unit.unit.first.messageId, unit]));
  for (const stored of messages) {
    const unit = unitsByFirst.get(stored.messageId);
    if (unit) {
      yield settleUnit(unit);
    } else if (isFurtherMember(stored)) {
      yield skip(stored, 'album_member', `album_member:${albumIdOf(stored)}`);
    } else {
      yield skip(stored, 'service', 'service');
    }
  }

  function settleUnit(unit: ReadUnit): Settlement {
    const stored = unit.unit.first;
    const fingerprint = unitFingerprint(unit, footers, pipelineVersion);
    if (isSettled(stored, fingerprint)) {
      return { kind: 'unchanged' };
    }
    try {
      const prepared = prepareUnit(unit, footers);
      return prepared ? { kind: 'prepared', unit: { ...prepared, fingerprint } } : skip(stored, 'without_text', fingerprint);
    } catch (error) {
      // One message must not stop the channel, whatever is in it; the failure is recorded with its class.
      return { kind: 'failed', stored, fingerprint, error };
    }
  }

  function isSettled(stored: StoredRawMessage, fingerprint: string): boolean {
    const before = known.get(stored.messageId);
    if (force || before?.fingerprint !== fingerprint) {
      return false;
    }
    return before.state !== 'failed' || !isTriedAgain(stored.space, stored.messageId);
  }

  function skip(stored: StoredRawMessage, reason: SkipReason, fingerprint: string): Settlement {
    if (isSettled(stored, fingerprint)) {
      return { kind: 'unchanged' };
    }
    const { space, messageId } = stored;
    return { kind: 'skipped', reason, state: { space, messageId, state: 'skipped', skipReason: reason, fingerprint } };
  }
}
