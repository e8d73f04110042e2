import { type SpawnedFake, spawnFake } from '../spawn-fake.ts';
import type { ServedChannel, WebAnnouncement } from './serve-telegram-web.ts';

/** A fake in a process of its own: it takes no time of the caller's. The caller closes it; it also ends when the caller's process does. */
export function spawnTelegramWeb(channel: ServedChannel): Promise<SpawnedFake<WebAnnouncement>> {
  return spawnFake<WebAnnouncement>(new URL('./serve-telegram-web', import.meta.url), channel);
}
