import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ApiKey, scopes } from './api-key.ts';
import { grantedScopes } from './granted-scopes.ts';
import { instantFromDate } from './instant.ts';
import { scopesOfRole } from './scopes-of-role.ts';
import { type Role, roles, type User } from './user.ts';

const instants = fc.integer({ min: 0, max: 5 }).map((minutes) => instantFromDate(new Date(minutes * 60_000)));
const maybe = fc.option(instants, { nil: null });
const user: fc.Arbitrary<Pick<User, 'userId' | 'role' | 'disabledAt'>> = fc.record({
  userId: fc.constantFrom('anna', 'ben'),
  role: fc.constantFrom(...roles),
  disabledAt: maybe,
});
const key: fc.Arbitrary<Pick<ApiKey, 'userId' | 'scopes' | 'revokedAt' | 'expiresAt'>> = fc.record({
  userId: fc.constantFrom('anna', 'ben'),
  scopes: fc.subarray([...scopes]),
  revokedAt: maybe,
  expiresAt: maybe,
});
const live = { userId: 'anna', revokedAt: null, expiresAt: null };

test('a key never does more than it was made for, nor more than the role of its user allows', () => {
  fc.assert(
    fc.property(user, key, instants, (somebody, something, at) => {
      for (const scope of grantedScopes(somebody, something, at)) {
        expect(something.scopes).toContain(scope);
        expect(scopesOfRole(somebody.role)).toContain(scope);
      }
    }),
  );
});

test('a key does nothing when it is revoked, expired or of somebody else, or when its user is disabled, and else all that both allow', () => {
  fc.assert(
    fc.property(user, key, instants, (somebody, something, at) => {
      const isDead =
        somebody.disabledAt !== null ||
        something.revokedAt !== null ||
        something.userId !== somebody.userId ||
        (something.expiresAt !== null && at >= something.expiresAt);
      const both = scopes.filter((scope) => scopesOfRole(somebody.role).includes(scope) && something.scopes.includes(scope));
      expect(grantedScopes(somebody, something, at)).toEqual(isDead ? [] : both);
    }),
  );
});

test('what a lower role may, a higher one may, too', () => {
  const [admin, editor, reader] = roles.map((role) => scopesOfRole(role));
  expect(admin).toEqual(scopes);
  expect(admin).toEqual(expect.arrayContaining([...(editor ?? [])]));
  expect(editor).toEqual(expect.arrayContaining([...(reader ?? [])]));
  expect(reader).toEqual(['read']);
  expect(editor).not.toContain('admin');
});

test.each(['owner', '', 'constructor', 'ADMIN'])('a stored role "%s" that is none allows nothing', (role) => {
  const somebody = { userId: 'anna', role: role as Role, disabledAt: null };
  expect(grantedScopes(somebody, { ...live, scopes }, '2026-01-01T00:00:00Z')).toEqual([]);
});

test('a stored scope that is none is not granted', () => {
  const somebody = { userId: 'anna', role: 'admin' as const, disabledAt: null };
  const odd = { ...live, scopes: ['read', 'everything'] as unknown as ApiKey['scopes'] };
  expect(grantedScopes(somebody, odd, '2026-01-01T00:00:00Z')).toEqual(['read']);
});

test('a key ends at the very second of its end', () => {
  const somebody = { userId: 'anna', role: 'reader' as const, disabledAt: null };
  const ending = { ...live, scopes: ['read'] as const, expiresAt: '2026-01-01T00:00:00Z' };
  expect(grantedScopes(somebody, ending, '2025-12-31T23:59:59Z')).toEqual(['read']);
  expect(grantedScopes(somebody, ending, '2026-01-01T00:00:00Z')).toEqual([]);
});
