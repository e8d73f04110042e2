import { z } from 'zod';

/**
 * What is kept of an account between two runs: the keys that it is logged in with, and what need not be asked again. Binary values in
 * base64, times in milliseconds since 1970.
 */
export const sessionContentSchema = z.object({
  version: z.literal(1),
  /** Permanent keys by data centre. */
  authKeys: z.record(z.string(), z.string()),
  /** What the client library keeps for itself: addresses of data centres, salts. */
  values: z.record(z.string(), z.string()),
  /** Numeric id of the account that is logged in. */
  userId: z.string().nullable(),
  /** Channels that were found once, by ids without `-100`. */
  channels: z.record(z.string(), z.object({ accessHash: z.string(), username: z.string().nullable() })),
  /** Until when Telegram wants no further call of a method. */
  waits: z.record(z.string(), z.number()),
});

export type SessionContent = z.infer<typeof sessionContentSchema>;

export function emptySession(): SessionContent {
  return { version: 1, authKeys: {}, values: {}, userId: null, channels: {}, waits: {} };
}
