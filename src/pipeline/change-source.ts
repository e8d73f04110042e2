import { instantFromDate } from '../domain/instant.ts';
import type { Source, SourceChange } from '../domain/source.ts';
import type { Application } from './application.ts';
import { findSource } from './find-source.ts';
import { findUser } from './find-user.ts';

/** What a person may set of a source. */
export type SourceSettings = Pick<
  SourceChange,
  'username' | 'via' | 'includeComments' | 'batchSize' | 'historyFrom' | 'historyTo' | 'pollInterval'
>;

/**
 * Sets what is passed of a source, and nothing else.
 *
 * @param change `owner` is the name of a user, or null for the shared workspace
 * @throws TgParserError `source_unknown`, `user_unknown`
 */
export async function changeSource(
  { sourceStore, userStore, clock }: Pick<Application, 'sourceStore' | 'userStore' | 'clock'>,
  name: string,
  { owner, ...settings }: SourceSettings & { owner?: string | null | undefined },
): Promise<Source> {
  const { sourceId } = await findSource(sourceStore, name);
  const ownerId = typeof owner === 'string' ? (await findUser(userStore, owner)).userId : owner;
  const change = { ...settings, ...(ownerId === undefined ? {} : { ownerId }) };
  return sourceStore.update(sourceId, change, instantFromDate(clock.now()));
}

/**
 * Keeps every run from reading a source until it is resumed.
 *
 * @throws TgParserError `source_unknown`
 */
export async function pauseSource(dependencies: Pick<Application, 'sourceStore' | 'clock'>, name: string): Promise<Source> {
  return setStatus(dependencies, name, { status: 'paused' });
}

/**
 * Lets a source that was paused, or whose channel could not be read, go on. A wait that Telegram asked for stays.
 *
 * @throws TgParserError `source_unknown`
 */
export async function resumeSource(dependencies: Pick<Application, 'sourceStore' | 'clock'>, name: string): Promise<Source> {
  return setStatus(dependencies, name, { status: 'active', statusCode: null });
}

async function setStatus(
  { sourceStore, clock }: Pick<Application, 'sourceStore' | 'clock'>,
  name: string,
  change: Pick<SourceChange, 'status' | 'statusCode'>,
): Promise<Source> {
  const { sourceId } = await findSource(sourceStore, name);
  return sourceStore.update(sourceId, change, instantFromDate(clock.now()));
}
