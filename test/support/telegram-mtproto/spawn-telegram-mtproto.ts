import { type SpawnedFake, spawnFake } from '../spawn-fake.ts';
import type { MtprotoAnnouncement, ServedMtprotoChannel } from './serve-telegram-mtproto.ts';

/** A fake in a process of its own: it takes no time of the caller's. The caller closes it; it also ends when the caller's process does. */
export function spawnTelegramMtproto(channel: ServedMtprotoChannel): Promise<SpawnedFake<MtprotoAnnouncement>> {
  return spawnFake<MtprotoAnnouncement>(new URL('./serve-telegram-mtproto', import.meta.url), channel);
}
