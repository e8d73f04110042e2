import type { LockDependencies, StepToHold } from './acquire-lease.ts';
import { type HeldStep, holdStep } from './hold-step.ts';

export interface CatalogueToHold extends StepToHold {
  /** The channels of a set, ascending; none for a channel. */
  memberIds?: readonly string[] | undefined;
}

/**
 * Executes `work` while nobody else executes the step for the same catalogue or, when it is one of a set, for any channel of the set: a
 * member cannot be removed meanwhile, and no other catalogue with its messages can take the id of a topic. The catalogue comes first and
 * the members in their order, so that two who wait never wait for each other.
 *
 * @throws TgParserError what `holdStep` throws
 */
export function holdCatalogue<Result>(
  dependencies: LockDependencies,
  { memberIds = [], ...request }: CatalogueToHold,
  work: (held: HeldStep) => Promise<Result>,
): Promise<Result> {
  return holdStep(dependencies, request, (held) => holdMembers(held, memberIds));

  function holdMembers(held: HeldStep, [next, ...rest]: readonly string[]): Promise<Result> {
    return next === undefined
      ? work(held)
      : holdStep(dependencies, { ...request, channelId: next, signal: held.signal }, ({ signal }) =>
          holdMembers({ ...held, signal }, rest),
        );
  }
}
