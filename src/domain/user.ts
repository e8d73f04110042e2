import { z } from 'zod';
import type { Instant } from './instant.ts';

/** From the one that may do most to the one that may do least. */
export const roles = ['admin', 'editor', 'reader'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

const mostInName = 64;

/** No spaces and nothing that a shell or an address would need quotes for; an e-mail address is a name. */
export const userNameSchema = z
  .string()
  .transform((text) => text.normalize('NFC'))
  .pipe(
    z
      .string()
      .min(1, { error: 'is empty' })
      .max(mostInName, { error: `has more than ${mostInName} characters` })
      .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]*$/u, {
        error: 'must begin with a letter or digit and hold only letters, digits and . _ @ + -',
      }),
  );

/** Somebody, or a program, that uses the HTTP API. The command line asks for no user: who runs it has the databases anyway. */
export interface User {
  userId: string;
  /** Unique, also when letters are written in another case. */
  name: string;
  role: Role;
  createdAt: Instant;
  /** Null for a user whose keys work. */
  disabledAt: Instant | null;
}

/** A partial update: a field that is not passed is not touched. */
export type UserChange = Partial<Pick<User, 'role' | 'disabledAt'>>;
