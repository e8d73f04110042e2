import type { BatchState } from '../../ports/chat-model.ts';

/** Cancels a batch. A provider refuses to cancel one that has ended meanwhile, which need not be cancelled. */
export async function unlessEnded(cancel: () => Promise<unknown>, state: () => Promise<BatchState>): Promise<void> {
  try {
    await cancel();
  } catch (error) {
    const now = await state().catch(() => null);
    if (now === null || now.state === 'running') {
      throw error;
    }
  }
}
