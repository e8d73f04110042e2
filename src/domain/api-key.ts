import { z } from 'zod';
import type { Instant } from './instant.ts';

/**
 * What can be allowed: `read` what is stored, `run` steps, `manage` sources and webhooks, `admin` for users and keys. None includes
 * another one.
 */
export const scopes = ['read', 'run', 'manage', 'admin'] as const;
export const scopeSchema = z.enum(scopes);
export type Scope = z.infer<typeof scopeSchema>;

const mostInLabel = 120;

/** One line that says where a key is used; may be empty. */
export const keyLabelSchema = z
  .string()
  .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .max(mostInLabel, { error: `has more than ${mostInLabel} characters` })
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: 'holds characters that are no text' }),
  );

/** What is known of a key. Its secret is no part of this: only its hash is stored, and nothing but `authenticate` asks for that. */
export interface ApiKey {
  keyId: string;
  userId: string;
  label: string;
  /** In the order of `scopes`. */
  scopes: readonly Scope[];
  createdAt: Instant;
  /** From this moment on it does not work; null for never. */
  expiresAt: Instant | null;
  revokedAt: Instant | null;
  /** To the minute; null before the first use. */
  lastUsedAt: Instant | null;
}
