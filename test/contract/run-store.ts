import { describe, expect, it } from 'vitest';
import type { RunStore } from '../../src/ports/run-store.ts';

const at = new Date('2024-05-06T10:00:00.500Z');
const instant = '2024-05-06T10:00:00Z';

/** What every RunStore must do. @param open gives an empty store for one test */
export function testRunStore(name: string, open: () => Promise<RunStore>): void {
  describe(`${name} keeps runs`, () => {
    it('remembers a run from start to end', async () => {
      const store = await open();
      await store.start({ runId: 'a', step: 'process', channelId: '1', at });
      const running = { runId: 'a', step: 'process', channelId: '1', startedAt: instant };
      expect(await store.get('a')).toEqual({ ...running, finishedAt: null, outcome: 'running', report: null });
      await store.finish('a', { outcome: 'partial', report: { failed_total: 2 }, at });
      expect(await store.get('a')).toEqual({
        ...running,
        finishedAt: instant,
        outcome: 'partial',
        report: { failed_total: 2 },
      });
      expect(await store.get('b')).toBeNull();
    });

    it('lists the newest first, also those of one second', async () => {
      const store = await open();
      for (const [runId, channelId] of [
        ['c', '1'],
        ['a', '1'],
        ['b', '2'],
        ['d', null],
      ] as const) {
        await store.start({ runId, step: 'ingest', channelId, at });
      }
      expect((await store.list({ limit: 3 })).map((run) => run.runId)).toEqual(['d', 'b', 'a']);
      expect((await store.list({ channelId: '1', limit: 3 })).map((run) => run.runId)).toEqual(['a', 'c']);
      expect((await store.list({ limit: 9, after: 'b' })).map((run) => run.runId)).toEqual(['a', 'c']);
      expect((await store.list({ channelId: '1', limit: 9, after: 'a' })).map((run) => run.runId)).toEqual(['c']);
      expect(await store.list({ limit: 9, after: 'unknown' })).toEqual([]);
      await store.removeChannel('1');
      expect((await store.list({ limit: 9 })).map((run) => run.runId)).toEqual(['d', 'b']);
    });

    it('leaves a run alone that its process is still busy with', async () => {
      const store = await open();
      await store.start({ runId: 'a', step: 'process', channelId: '1', at });
      await store.start({ runId: 'b', step: 'process', channelId: '1', at });
      expect((await store.get('a'))?.outcome).toBe('running');
    });
  });
}
