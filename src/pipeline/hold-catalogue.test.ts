import { expect, it } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { holdCatalogue } from './hold-catalogue.ts';
import { holdStep } from './hold-step.ts';

const clock = { now: () => new Date('2024-05-06T10:00:00Z') };
const request = { step: 'topicize', channelId: 'set:news', memberIds: ['1', '2'] } as const;
const refused = { code: 'step_locked' };

async function open() {
  return { ...(await openTemporaryDatabases()), clock };
}

it('a set and all its channels are held while work is done, and no channel beside them', async () => {
  const dependencies = await open();
  await holdCatalogue(dependencies, request, async () => {
    for (const channelId of ['set:news', '1', '2']) {
      await expect(
        holdStep(dependencies, { step: 'topicize', channelId }, () => expect.fail('held twice')),
      ).rejects.toMatchObject(refused);
    }
    await holdStep(dependencies, { step: 'topicize', channelId: '3' }, async () => undefined);
    await holdStep(dependencies, { step: 'process', channelId: '1' }, async () => undefined);
  });
  expect(await dependencies.stepLocks.held({ at: clock.now() })).toEqual([]);
});

it('nothing is done while a channel of the set is held, and nothing stays held', async () => {
  const dependencies = await open();
  await holdStep(dependencies, { step: 'topicize', channelId: '2' }, async () => {
    await expect(holdCatalogue(dependencies, request, () => expect.fail('worked'))).rejects.toMatchObject(refused);
    expect((await dependencies.stepLocks.held({ at: clock.now() })).map(({ channelId }) => channelId)).toEqual(['2']);
  });
});

it('what the work writes is fenced by the lock of the set', async () => {
  const dependencies = await open();
  await holdCatalogue(dependencies, request, async ({ stores }) => {
    await dependencies.stepLocks.acquire({ step: 'topicize', channelId: 'set:news', at: new Date('2024-05-06T12:00:00Z') });
    await expect(stores.topicStore.removeChannel('set:news')).rejects.toMatchObject({ code: 'step_lost' });
  });
});
