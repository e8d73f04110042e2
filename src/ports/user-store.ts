import type { ApiKey } from '../domain/api-key.ts';
import type { Instant } from '../domain/instant.ts';
import type { User, UserChange } from '../domain/user.ts';

/** What is needed to check a key that somebody shows. */
export interface StoredApiKey {
  key: ApiKey;
  user: User;
  /** `sha256:<hex>` of the secret. */
  secretHash: string;
}

/** The users of the HTTP API and their keys: database `ingestion`, because they cannot be computed again. */
export interface UserStore {
  /** @throws TgParserError `user_exists` when the name is taken, in letters of whatever case */
  addUser(user: User): Promise<void>;
  user(userId: string): Promise<User | null>;
  /** @param name in letters of any case */
  findUser(name: string): Promise<User | null>;
  /** By name (code unit order, letters of whatever case alike). */
  users(): Promise<User[]>;
  /**
   * Touches the passed fields only. Two changes at once cannot leave nobody to manage users together.
   *
   * @throws TgParserError `user_unknown`; `last_admin` when an admin would stop being one, or be disabled, and there is no other
   */
  changeUser(userId: string, change: UserChange): Promise<User>;
  addKey(key: ApiKey, secretHash: string): Promise<void>;
  /**
   * By time of creation, then id.
   *
   * @param userId of everybody when it is left out
   */
  keys(userId?: string): Promise<ApiKey[]>;
  findKey(keyId: string): Promise<StoredApiKey | null>;
  /**
   * A key that was revoked before keeps the time of that.
   *
   * @throws TgParserError `key_unknown`
   */
  revokeKey(keyId: string, at: Instant): Promise<ApiKey>;
  /** Raises the time of the last use, unless it is later than `before` already: of processes that use a key at once, one writes. */
  recordKeyUse(keyId: string, at: Instant, before: Instant): Promise<void>;
}
