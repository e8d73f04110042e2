import type { Job } from '../domain/job.ts';
import { maySeeSource } from '../domain/may-see-source.ts';
import type { Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { User } from '../domain/user.ts';
import { findJob } from '../jobs/find-job.ts';
import type { Application } from '../pipeline/application.ts';
import { lookUpSource } from '../pipeline/find-source.ts';
import type { JobFilter } from '../ports/job-queue.ts';
import type { Recall } from './brief-memory.ts';

/** What one user sees. Whatever belongs to somebody else looks as if it were not there. */
export interface Visible {
  sources(): Promise<Source[]>;
  /**
   * @param name source id, `@name`, t.me link or channel id
   * @throws TgParserError `not_found`
   */
  source(name: string): Promise<Source>;
  /** Whether the user sees a channel, or every channel of a set. @param catalogueId id of a channel, or `set:<name>` */
  hasCatalogue(catalogueId: string): Promise<boolean>;
  /** Own jobs, and those of the sources that the user sees. @throws TgParserError `job_unknown` */
  job(jobId: string): Promise<Job>;
  /** For a list of them. */
  jobs(): Promise<Pick<JobFilter, 'visible'>>;
}

const setPrefix = 'set:';

/** @param recall a source by the id of its channel */
export function visibleTo(
  user: Pick<User, 'userId' | 'role'>,
  { sourceStore, channelSetStore, jobQueue }: Pick<Application, 'sourceStore' | 'channelSetStore' | 'jobQueue'>,
  recall: Recall<Source>,
): Visible {
  return {
    sources: async () => (await sourceStore.list()).filter((source) => maySeeSource(user, source)),
    async source(name) {
      const source = await lookUpSource(sourceStore, name);
      if (source === null || !maySeeSource(user, source)) {
        throw new TgParserError('not_found', `There is no source "${name}"`, { hint: 'GET /api/v1/sources lists them.' });
      }
      return source;
    },
    async hasCatalogue(catalogueId) {
      if (!catalogueId.startsWith(setPrefix)) {
        return hasChannel(catalogueId);
      }
      const set = await channelSetStore.get(catalogueId.slice(setPrefix.length));
      const seen = await Promise.all(set?.channelIds.map(hasChannel) ?? [false]);
      return seen.every(Boolean);
    },
    job: (jobId) => findJob(jobQueue, jobId, isVisibleJob),
    async jobs() {
      if (user.role === 'admin') {
        return {};
      }
      const seen = (await sourceStore.list()).filter((source) => maySeeSource(user, source));
      return { visible: { sourceIds: seen.map(({ sourceId }) => sourceId), ownerId: user.userId } };
    },
  };

  async function isVisibleJob({ ownerId, sourceId }: Job): Promise<boolean> {
    if (user.role === 'admin' || ownerId === user.userId) {
      return true;
    }
    const source = sourceId === null ? null : await sourceStore.get(sourceId);
    return source !== null && maySeeSource(user, source);
  }

  async function hasChannel(channelId: string): Promise<boolean> {
    const source = await recall(channelId, () => sourceStore.findByChannelId(channelId));
    return source !== null && maySeeSource(user, source);
  }
}
